import { describe, expect, it } from "vitest";

import { readEvent } from "./event";
import { advanced, countsOf, countUntil, timedRows, timelineOfRows } from "./replay";

const began = Date.parse("2026-11-20T10:00:00Z");

function rowsAt(...seconds: number[]) {
    return timedRows(
        seconds.map((second, seq) =>
            readEvent({
                seq,
                type: second > 5 ? "logger.error" : "order.shipped",
                timestamp: new Date(began + second * 1000).toISOString(),
            }),
        ),
    );
}

describe("rows of a replay", () => {
    it("stand in the order of time, and in theirs at the same time", () => {
        expect(rowsAt(3, 1, 2, 1).map(({ event }) => event.seq)).toEqual([1, 3, 2, 0]);
        expect(rowsAt(3, 1).map(({ no }) => no)).toEqual([0, 1]);
    });

    it("without a time come with the one before", () => {
        const times = ["2026-11-20T10:00:00Z", "soon", "2026-11-20T10:00:01Z"];
        const rows = timedRows(times.map((timestamp) => readEvent({ timestamp })));

        expect(rows.map(({ event }) => event.timestamp)).toEqual(times);
    });

    it("are as many as have happened", () => {
        const rows = rowsAt(1, 2, 2, 3);

        const counts = [0, 1, 2, 2.5, 3, 9].map((second) => countUntil(rows, began + second * 1000));
        expect(counts).toEqual([0, 1, 3, 3, 4, 4]);
        expect(countUntil([], began)).toBe(0);
    });

    it("are counted by level", () => {
        expect([...countsOf(rowsAt(1, 2, 6))]).toEqual([
            ["event", 2],
            ["error", 1],
        ]);
    });
});

describe("the play", () => {
    it("goes as many times as fast as the clock", () => {
        expect(advanced(1000, 16, 64, 10_000)).toBe(1000 + 16 * 64);
    });

    it("stays at its end", () => {
        expect(advanced(9990, 16, 64, 10_000)).toBe(10_000);
    });

    it("does not make up for the time that its tab was away", () => {
        expect(advanced(0, 3_600_000, 1, 10_000_000)).toBe(1000);
    });
});

describe("the histogram of rows", () => {
    it("has no holes, and every event", () => {
        const { buckets, width, keys } = timelineOfRows(rowsAt(0, 1, 1, 9), 10);

        expect(width).toBe(1000);
        expect(buckets.map(({ count }) => count)).toEqual([1, 2, 0, 0, 0, 0, 0, 0, 0, 1]);
        expect(buckets.at(-1)?.counts).toEqual({ error: 1 });
        expect(keys).toEqual(["none", "error"]);
    });

    it("of one moment is one bar, and of nothing none", () => {
        expect(timelineOfRows(rowsAt(1, 1), 10).buckets).toHaveLength(1);
        expect(timelineOfRows([], 10).buckets).toEqual([]);
    });
});
