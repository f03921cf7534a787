import type { RealtimeEvent } from "./event";
import { kindOf, type Kind } from "./level";

// One value's way through the programs: a lane for each source, in the order in which it got there.

export interface Mark {
    readonly event: RealtimeEvent;
    readonly level: Kind;
    /** Which lane, from 0. */
    readonly lane: number;
    /** From 0, the first event, to 1, the last. */
    readonly at: number;
    /** Nanoseconds since the first event. */
    readonly since: bigint;
}

export interface SwimLanes {
    readonly sources: readonly string[];
    /** Oldest first. */
    readonly marks: readonly Mark[];
    /** Nanoseconds from the first event to the last. */
    readonly length: bigint;
}

export function swimLanes(events: readonly RealtimeEvent[]): SwimLanes {
    const timed = events
        .map((event) => ({ event, time: nanosOf(event.timestamp) }))
        .sort((a, b) => (a.time === b.time ? a.event.seq - b.event.seq : a.time < b.time ? -1 : 1));
    const start = timed[0]?.time ?? 0n;
    const length = (timed.at(-1)?.time ?? start) - start;
    const sources = [...new Set(timed.map(({ event }) => event.source))];
    const laneOf = new Map(sources.map((source, index) => [source, index]));
    const marks = timed.map(({ event, time }) => ({
        event,
        level: kindOf(event),
        lane: laneOf.get(event.source) ?? 0,
        at: length === 0n ? 0 : Number(time - start) / Number(length),
        since: time - start,
    }));
    return { sources, marks, length };
}

// Nanoseconds since 1970, exactly; 0 for what is no time.
export function nanosOf(timestamp: string): bigint {
    const [, whole = "", fraction = "", zone = ""] =
        /^(.{19})(?:\.(\d{1,9})\d*)?(Z|[+-]\d\d:\d\d)$/.exec(timestamp) ?? [];
    const milliseconds = Date.parse(whole + zone);
    if (Number.isNaN(milliseconds)) return 0n;
    return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}

const units = [
    ["s", 1_000_000_000n],
    ["ms", 1_000_000n],
    ["µs", 1000n],
] as const;

// To three digits after the point of the largest unit that it fills; exact below a microsecond.
export function formatSpan(nanoseconds: bigint): string {
    if (nanoseconds < 0n) return `-${formatSpan(-nanoseconds)}`;
    const minutes = nanoseconds / 60_000_000_000n;
    if (minutes > 0n) return `${minutes} min ${formatSpan(nanoseconds % 60_000_000_000n)}`;
    const unit = units.find(([, length]) => nanoseconds >= length);
    if (unit === undefined) return `${nanoseconds} ns`;
    const [name, length] = unit;
    const thousandths = (nanoseconds * 1000n) / length;
    return `${thousandths / 1000n}.${String(thousandths % 1000n).padStart(3, "0")} ${name}`;
}
