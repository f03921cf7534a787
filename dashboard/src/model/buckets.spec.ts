import { expect, it } from "vitest";

import type { Bucket, Histogram } from "../stream/api";
import {
    bucketAt,
    currentP95,
    forgetBefore,
    mergeTail,
    tailStart,
    timelineOf,
    totalOf,
    totalsOf,
    widthFor,
} from "./buckets";

const begin = Date.parse("2026-11-20T10:00:00Z");

// Buckets of a second from the given one on, with that many info events.
function answer(first: number, counts: readonly number[], rest: Partial<Bucket> = {}): Histogram {
    const buckets = counts.map((count, index) => ({
        time: new Date(begin + (first + index) * 1000).toISOString(),
        count,
        counts: { info: count },
        ...rest,
    }));
    const progress = { blocks: 0, scanned: 0, skipped: 0, damaged: 0, events: 0, matched: 0 };
    return { from: "", to: "", bucket: "1s", keys: ["info"], total: 0, buckets, complete: true, progress };
}

function timeline(first: number, counts: readonly number[]) {
    return timelineOf(answer(first, counts), 1000);
}

it.each([
    [15 * 60_000, 120, "10s"],
    [3_600_000, 120, "30s"],
    [86_400_000, 120, "15m"],
    [1000, 100, "10ms"],
    [20 * 365 * 86_400_000, 40, "52w"],
])("chooses a round width for %d ms in %d bars", (span, bars, name) => {
    expect(widthFor(span, bars).name).toBe(name);
});

it("never makes more bars than there is room for", () => {
    for (let span = 10; span < 1e11; span *= 1.7) {
        expect(span / widthFor(span, 100).milliseconds).toBeLessThanOrEqual(100);
    }
});

it("takes a newer answer for what it counts, and keeps what it does not reach", () => {
    const merged = mergeTail(timeline(0, [1, 2, 3]), timeline(2, [30, 4]));

    expect(merged.buckets.map(({ count }) => count)).toEqual([1, 2, 30, 4]);
});

it("learns new keys from the tail, behind those that it knows", () => {
    const tail = { ...timeline(1, [1]), keys: ["error", "info"] };

    expect(mergeTail(timeline(0, [1]), tail).keys).toEqual(["info", "error"]);
});

it("keeps what it has where the tail is empty", () => {
    const known = timeline(0, [1]);

    expect(mergeTail(known, timeline(1, []))).toBe(known);
});

it("forgets what ended before the range, not what is still in it", () => {
    expect(forgetBefore(timeline(0, [1, 2, 3]), begin + 1500).buckets.map(({ count }) => count)).toEqual([2, 3]);
});

it("asks again from the last but one, because some come late", () => {
    expect(tailStart(timeline(0, [1, 2, 3]))).toBe(begin + 1000);
    expect(tailStart(timeline(0, []))).toBeUndefined();
});

it("sums by key and in all", () => {
    expect([...totalsOf(timeline(0, [1, 2]))]).toEqual([["info", 3]]);
    expect(totalOf(timeline(0, [1, 2]))).toBe(3);
});

it("finds the bucket of a time", () => {
    const known = timeline(0, [1, 2]);

    expect([-1, 0, 1999, 2000].map((time) => bucketAt(known, begin + time))).toEqual([undefined, 0, 1, undefined]);
});

it("shows the newest p95 that there is", () => {
    const known = timelineOf(answer(0, [1], { p95: 41.2 }), 1000);

    expect(currentP95(mergeTail(known, timeline(1, [0])))).toBe(41.2);
});
