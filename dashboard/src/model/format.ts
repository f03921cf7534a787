// Numbers and times as a person reads them.

const grouped = new Intl.NumberFormat("en-US");

export function formatCount(count: number): string {
    return grouped.format(count);
}

// Short enough for a chip: 47.9 k, 1.2 M.
export function formatShort(count: number): string {
    if (count < 10_000) return formatCount(count);
    const [divisor, unit] = count < 1_000_000 ? [1000, "k"] : [1_000_000, "M"];
    const scaled = count / divisor;
    return `${scaled < 100 ? scaled.toFixed(1) : Math.floor(scaled)} ${unit}`;
}

/** By whose clock a time is shown, or how long ago it was, and how much of it. */
export interface TimeStyle {
    readonly clock: "local" | "utc" | "relative";
    readonly withDate: boolean;
    readonly withNanoseconds: boolean;
}

export const usualTime: TimeStyle = { clock: "local", withDate: false, withNanoseconds: false };

// HH:MM:SS.mmm of the reader's own clock; the text itself where it is no time.
export function formatTime(timestamp: string): string {
    return formatStyled(timestamp, usualTime, 0);
}

// `now` is only looked at for how long ago it was.
export function formatStyled(timestamp: string, style: TimeStyle, now: number): string {
    const date = dateOf(timestamp);
    if (date === undefined) return timestamp;
    if (style.clock === "relative") return formatAgo(now - date.getTime());
    const fraction = style.withNanoseconds
        ? fractionOf(timestamp).padEnd(9, "0").slice(0, 9)
        : pad(date.getMilliseconds(), 3);
    const time = `${clockOf(date, style.clock)}.${fraction}`;
    return style.withDate ? `${dayOf(date, style.clock)} ${time}` : time;
}

// The same with the date and every digit of the fraction, in threes.
export function formatExactTime(timestamp: string): string {
    const date = dateOf(timestamp);
    if (date === undefined) return timestamp;
    const digits = (fractionOf(timestamp).match(/\d{1,3}/g) ?? []).join(" ");
    return `${dayOf(date, "local")} ${clockOf(date, "local")}${digits === "" ? "" : "." + digits}`;
}

export function formatClock(milliseconds: number): string {
    return clockOf(new Date(milliseconds), "local");
}

const units = [
    ["d", 86_400],
    ["h", 3600],
    ["min", 60],
    ["s", 1],
] as const;

// The largest unit that there is one of. A clock that goes ahead of ours is shown as such.
export function formatAgo(milliseconds: number): string {
    const seconds = Math.round(Math.abs(milliseconds) / 1000);
    const [name, size] = units.find(([, size]) => seconds >= size) ?? units[3];
    const amount = `${Math.floor(seconds / size)} ${name}`;
    if (seconds < 1) return "now";
    return milliseconds < 0 ? `in ${amount}` : `${amount} ago`;
}

type Clock = "local" | "utc" | "relative";

function clockOf(date: Date, clock: Clock): string {
    const parts =
        clock === "utc"
            ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
            : [date.getHours(), date.getMinutes(), date.getSeconds()];
    return parts.map((each) => pad(each, 2)).join(":");
}

function dayOf(date: Date, clock: Clock): string {
    const [year, month, day] =
        clock === "utc"
            ? [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
            : [date.getFullYear(), date.getMonth(), date.getDate()];
    return `${year}-${pad(month + 1, 2)}-${pad(day, 2)}`;
}

function fractionOf(timestamp: string): string {
    return /\.(\d+)/.exec(timestamp)?.[1] ?? "";
}

// Not every engine reads more than three digits of a fraction.
function dateOf(timestamp: string): Date | undefined {
    const date = new Date(timestamp.replace(/(\.\d{3})\d+/, "$1"));
    return Number.isNaN(date.getTime()) ? undefined : date;
}

function pad(value: number, digits: number): string {
    return String(value).padStart(digits, "0");
}
