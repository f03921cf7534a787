import { describe, expect, it } from "vitest";

import { readEvent, type RealtimeEvent } from "./event";
import { formatSpan, nanosOf, swimLanes } from "./swim_lanes";

function said(source: string, fraction: string, seq: number): RealtimeEvent {
    return readEvent({ source, timestamp: `2026-11-20T10:57:33.${fraction}Z`, seq, data: { level: "info" } });
}

describe("swim lanes", () => {
    const lanes = swimLanes([said("orders", "000000300", 3), said("web", "000000100", 2), said("web", "000000500", 4)]);

    it("are the sources, in the order in which the value got there", () => {
        expect(lanes.sources).toEqual(["web", "orders"]);
        expect(lanes.marks.map(({ lane }) => lane)).toEqual([0, 1, 0]);
    });

    it("place events by their nanoseconds", () => {
        expect(lanes.marks.map(({ at }) => at)).toEqual([0, 0.5, 1]);
        expect(lanes.marks.map(({ since }) => since)).toEqual([0n, 200n, 400n]);
        expect(lanes.length).toBe(400n);
    });

    it("keep what came at the same time in its order", () => {
        const { marks } = swimLanes([said("b", "5", 9), said("a", "5", 8)]);

        expect(marks.map(({ event, at }) => [event.seq, at])).toEqual([
            [8, 0],
            [9, 0],
        ]);
    });

    it("are none where nothing was found", () => {
        expect(swimLanes([])).toEqual({ sources: [], marks: [], length: 0n });
    });
});

it("reads times to the nanosecond, whatever the zone", () => {
    expect(nanosOf("1970-01-01T00:00:01.000000001Z")).toBe(1_000_000_001n);
    expect(nanosOf("1970-01-01T01:00:01+01:00")).toBe(1_000_000_000n);
    expect(nanosOf("soon")).toBe(0n);
});

it.each([
    [0n, "0 ns"],
    [999n, "999 ns"],
    [1500n, "1.500 µs"],
    [12_345_678n, "12.345 ms"],
    [2_000_000_000n, "2.000 s"],
    [61_500_000_000n, "1 min 1.500 s"],
    [-1500n, "-1.500 µs"],
])("writes %d nanoseconds as %s", (nanoseconds, text) => expect(formatSpan(nanoseconds)).toBe(text));
