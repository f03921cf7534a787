import { describe, expect, it } from "vitest";

import { askOf, lies, readSpan, writeSpan } from "./range";

it("asks the broker for the last seconds, or between two times", () => {
    expect(askOf({ kind: "last", seconds: 900 })).toEqual({ from: "-900s" });
    expect(askOf({ kind: "between", from: "a", to: "b" })).toEqual({ from: "a", to: "b" });
});

it("writes a span in the largest unit that leaves nothing over, and reads it back", () => {
    const spans = [90, 900, 3600, 86_400, 604_800, 5400];

    expect(spans.map(writeSpan)).toEqual(["90s", "15m", "1h", "1d", "1w", "90m"]);
    expect(spans.map((span) => readSpan(writeSpan(span)))).toEqual(spans);
});

it("reads nothing from what is no span", () => {
    expect(["", "m", "0m", "-5m", "5y", "1.5h"].map(readSpan)).toEqual(Array(6).fill(undefined));
});

describe("an event's time", () => {
    const range = { kind: "between", from: "2026-11-20T10:00:00Z", to: "2026-11-20T10:00:01.5Z" } as const;

    it.each([
        ["2026-11-20T09:59:59.999999999Z", false],
        ["2026-11-20T10:00:00.000000000Z", true],
        ["2026-11-20T10:00:01.500000000Z", true],
        ["2026-11-20T10:00:01.500000001Z", false],
    ])("%s lies between two times: %s", (time, expected) => {
        expect(lies(time, range, 0)).toBe(expected);
    });

    it("lies in the last seconds before now", () => {
        const now = Date.parse("2026-11-20T10:00:10Z");

        expect(lies("2026-11-20T10:00:00.000000000Z", { kind: "last", seconds: 10 }, now)).toBe(true);
        expect(lies("2026-11-20T09:59:59.999999999Z", { kind: "last", seconds: 10 }, now)).toBe(false);
    });

    it("is compared in UTC, wherever the range was written", () => {
        const berlin = { kind: "between", from: "2026-11-20T11:00:00+01:00", to: "2026-11-20T11:00:01+01:00" } as const;

        expect(lies("2026-11-20T10:00:00.500000000Z", berlin, 0)).toBe(true);
    });
});
