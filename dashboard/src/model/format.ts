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

// HH:MM:SS.mmm of the reader's own clock; the text itself where it is no time.
export function formatTime(timestamp: string): string {
    const date = dateOf(timestamp);
    return date === undefined ? timestamp : `${clockOf(date)}.${pad(date.getMilliseconds(), 3)}`;
}

// The same with the date and every digit of the fraction, in threes.
export function formatExactTime(timestamp: string): string {
    const date = dateOf(timestamp);
    if (date === undefined) return timestamp;
    const fraction = /\.(\d+)/.exec(timestamp)?.[1] ?? "";
    const digits = (fraction.match(/\d{1,3}/g) ?? []).join(" ");
    const day = `${date.getFullYear()}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
    return `${day} ${clockOf(date)}${digits === "" ? "" : "." + digits}`;
}

export function formatClock(milliseconds: number): string {
    return clockOf(new Date(milliseconds));
}

function clockOf(date: Date): string {
    return [date.getHours(), date.getMinutes(), date.getSeconds()].map((each) => pad(each, 2)).join(":");
}

// Not every engine reads more than three digits of a fraction.
function dateOf(timestamp: string): Date | undefined {
    const date = new Date(timestamp.replace(/(\.\d{3})\d+/, "$1"));
    return Number.isNaN(date.getTime()) ? undefined : date;
}

function pad(value: number, digits: number): string {
    return String(value).padStart(digits, "0");
}
