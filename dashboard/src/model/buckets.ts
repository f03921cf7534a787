import type { Bucket, Histogram } from "../stream/api";
import { millisecondsOf } from "./instant";

// Counts over time, as the time panel draws them.
export interface Timeline {
    /** What is told apart, the most frequent first. */
    readonly keys: readonly string[];
    /** Oldest first, without holes. */
    readonly buckets: readonly TimeBucket[];
    /** Of a bucket, in milliseconds. */
    readonly width: number;
}

export interface TimeBucket extends Omit<Bucket, "time"> {
    /** Where it begins, in milliseconds since 1970. */
    readonly start: number;
}

export const emptyTimeline: Timeline = { keys: [], buckets: [], width: 1000 };

export interface BucketWidth {
    /** As the broker takes it. */
    readonly name: string;
    readonly milliseconds: number;
}

// Round in a person's eyes; the broker begins buckets at whole multiples.
const units: readonly (readonly [unit: string, milliseconds: number, steps: readonly number[]])[] = [
    ["ms", 1, [1, 2, 5, 10, 20, 50, 100, 200, 500]],
    ["s", 1000, [1, 2, 5, 10, 15, 30]],
    ["m", 60_000, [1, 2, 5, 10, 15, 30]],
    ["h", 3_600_000, [1, 2, 3, 6, 12]],
    ["d", 86_400_000, [1, 2]],
    ["w", 604_800_000, [1, 2, 4, 13, 26, 52]],
];
const widths: readonly BucketWidth[] = units.flatMap(([unit, length, steps]) =>
    steps.map((step) => ({ name: `${step}${unit}`, milliseconds: step * length })),
);

/** The finest width that makes no more than so many bars of a span. */
export function widthFor(span: number, bars: number): BucketWidth {
    const fits = widths.find(({ milliseconds }) => span / milliseconds <= bars);
    return fits ?? (widths[widths.length - 1] as BucketWidth);
}

export function timelineOf(answer: Histogram, width: number): Timeline {
    return { keys: answer.keys, buckets: answer.buckets.map(readBucket), width };
}

function readBucket({ time, ...rest }: Bucket): TimeBucket {
    return { start: millisecondsOf(time), ...rest };
}

/** A newer answer about the end of it: what it counts is right, what it does not reach stays. */
export function mergeTail(timeline: Timeline, tail: Timeline): Timeline {
    const first = tail.buckets[0];
    if (first === undefined) return timeline;
    const kept = timeline.buckets.filter(({ start }) => start < first.start);
    const known = new Set(timeline.keys);
    return {
        keys: [...timeline.keys, ...tail.keys.filter((key) => !known.has(key))],
        buckets: [...kept, ...tail.buckets],
        width: timeline.width,
    };
}

/** Without what ended before a time. */
export function forgetBefore(timeline: Timeline, time: number): Timeline {
    const buckets = timeline.buckets.filter(({ start }) => start + timeline.width > time);
    return buckets.length === timeline.buckets.length ? timeline : { ...timeline, buckets };
}

/** From where the live edge is asked again: the last two buckets, because some events come late. */
export function tailStart(timeline: Timeline): number | undefined {
    return timeline.buckets.at(-2)?.start ?? timeline.buckets.at(-1)?.start;
}

export function totalsOf(timeline: Timeline): ReadonlyMap<string, number> {
    const totals = new Map<string, number>();
    for (const { counts } of timeline.buckets) {
        for (const [key, count] of Object.entries(counts)) totals.set(key, (totals.get(key) ?? 0) + count);
    }
    return totals;
}

export function totalOf(timeline: Timeline): number {
    return timeline.buckets.reduce((sum, { count }) => sum + count, 0);
}

/** The bucket that a time lies in, as its index. */
export function bucketAt({ buckets, width }: Timeline, time: number): number | undefined {
    const first = buckets[0];
    if (first === undefined) return undefined;
    // Without holes, where it stands is a division.
    const index = Math.floor((time - first.start) / width);
    return buckets[index] === undefined ? undefined : index;
}

/** The newest number of the charted field's p95: of the last bucket that has one. */
export function currentP95({ buckets }: Timeline): number | undefined {
    for (let index = buckets.length - 1; index >= 0; index -= 1) {
        const p95 = buckets[index]?.p95;
        if (p95 !== undefined) return p95;
    }
    return undefined;
}
