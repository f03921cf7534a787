// Which time is looked at. Exact times are RFC 3339 in UTC, to the nanosecond.
export type TimeRange =
    /** The last so many seconds, up to now and moving with it. */
    | { readonly kind: "last"; readonly seconds: number }
    | { readonly kind: "between"; readonly from: string; readonly to: string };

export const usualRange: TimeRange = { kind: "last", seconds: 15 * 60 };

/** As the broker's HTTP interface takes it. */
export function askOf(range: TimeRange): { readonly from: string; readonly to?: string } {
    return range.kind === "last" ? { from: `-${range.seconds}s` } : { from: range.from, to: range.to };
}

const units: readonly (readonly [unit: string, seconds: number])[] = [
    ["w", 604_800],
    ["d", 86_400],
    ["h", 3600],
    ["m", 60],
    ["s", 1],
];

/** `15m`, in the largest unit that leaves nothing over. */
export function writeSpan(seconds: number): string {
    const [unit, length] = units.find(([, length]) => seconds % length === 0) ?? ["s", 1];
    return `${seconds / length}${unit}`;
}

export function readSpan(text: string): number | undefined {
    const [, count, unit] = /^(\d{1,9})([wdhms])$/.exec(text) ?? [];
    const seconds = Number(count) * (units.find(([name]) => name === unit)?.[1] ?? 0);
    return seconds > 0 ? seconds : undefined;
}

/** Whether an event's time, which has nine digits of fraction in UTC, lies in a range; the last ones have no end. */
export function lies(timestamp: string, range: TimeRange, now: number): boolean {
    if (range.kind === "last") return timestamp >= new Date(now - range.seconds * 1000).toISOString().slice(0, -1);
    return timestamp >= nineDigits(range.from) && timestamp <= nineDigits(range.to);
}

// Of the same length everywhere, so that text compares as time.
function nineDigits(time: string): string {
    const [, whole = time, fraction = ""] = /^(.{19})(?:\.(\d+))?Z$/.exec(inUtc(time)) ?? [];
    return `${whole}.${fraction.slice(0, 9).padEnd(9, "0")}Z`;
}

function inUtc(time: string): string {
    if (time.endsWith("Z")) return time;
    const date = new Date(time);
    return Number.isNaN(date.getTime()) ? time : date.toISOString();
}
