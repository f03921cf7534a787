import { emptyTimeline, widthFor, type Timeline, type TimeBucket } from "./buckets";
import type { RealtimeEvent } from "./event";
import { millisecondsOf } from "./instant";
import { kindOf, type Kind } from "./level";
import type { EventRow } from "./row";

// A fixed set of events that is played again in the time of the events.

export const speeds = [1, 4, 16, 64] as const;
export type Speed = (typeof speeds)[number];

/** A row and when it happened, in milliseconds since 1970. */
export interface TimedRow extends EventRow {
    readonly time: number;
}

/** In the order of time; those of the same time stay in theirs, and one without a time comes with the one before. */
export function timedRows(events: readonly RealtimeEvent[]): TimedRow[] {
    let last = 0;
    return events
        .map((event) => {
            const time = millisecondsOf(event.timestamp);
            last = Number.isNaN(time) ? last : time;
            return { event, time: last };
        })
        .sort((a, b) => a.time - b.time)
        .map(({ event, time }, no) => ({ kind: "event", no, level: kindOf(event), event, time }));
}

/** How many of them have happened by then. */
export function countUntil(rows: readonly TimedRow[], time: number): number {
    let [low, high] = [0, rows.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((rows[middle]?.time ?? 0) <= time) low = middle + 1;
        else high = middle;
    }
    return low;
}

// A tab that was away goes on from where it was, not behind what it has not shown.
const longestStep = 1000;

/** Where the play is after some of the reader's own time, up to the end. */
export function advanced(at: number, elapsed: number, speed: Speed, end: number): number {
    return Math.min(at + Math.min(elapsed, longestStep) * speed, end);
}

/** How many there were over time, by level as the broker's histogram names them. */
export function timelineOfRows(rows: readonly TimedRow[], bars: number): Timeline {
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return emptyTimeline;
    const width = widthFor(Math.max(last.time - first.time, 1), bars).milliseconds;
    const start = Math.floor(first.time / width) * width;
    const length = Math.floor((last.time - start) / width) + 1;
    const counts: Record<string, number>[] = Array.from({ length }, () => ({}));
    for (const { time, level } of rows) {
        const bucket = counts[Math.floor((time - start) / width)];
        if (bucket !== undefined) bucket[keyOf(level)] = (bucket[keyOf(level)] ?? 0) + 1;
    }
    const buckets = counts.map((each, index): TimeBucket => {
        const count = Object.values(each).reduce((sum, one) => sum + one, 0);
        return { start: start + index * width, count, counts: each };
    });
    return { keys: [...new Set(rows.map(({ level }) => keyOf(level)))], buckets, width };
}

export function countsOf(rows: readonly TimedRow[]): ReadonlyMap<Kind, number> {
    const counts = new Map<Kind, number>();
    for (const { level } of rows) counts.set(level, (counts.get(level) ?? 0) + 1);
    return counts;
}

function keyOf(level: Kind): string {
    return level === "event" ? "none" : level;
}
