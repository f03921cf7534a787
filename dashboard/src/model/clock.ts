// Times on the axis and in its reading, in the reader's clock: as exact as what lies between two of them.

const day = 86_400_000;

export function formatAxisTime(time: number, step: number): string {
    const date = new Date(time);
    if (step >= day) return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
    const clock = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
    if (step >= 60_000) return date.getHours() + date.getMinutes() === 0 ? `${dayOf(date)} ${clock}` : clock;
    const seconds = `${clock}:${pad(date.getSeconds())}`;
    return step >= 1000 ? seconds : `${seconds}.${pad(date.getMilliseconds(), 3)}`;
}

/** A span with its day where that is not today. */
export function formatSpan(from: number, to: number, now: number): string {
    const step = stepFor(from, to);
    const format = (time: number): string => {
        const date = new Date(time);
        const clock = formatClockOf(date, step);
        return sameDay(time, now) ? clock : `${dayOf(date)} ${clock}`;
    };
    const end = sameDay(from, to) ? formatClockOf(new Date(to), step) : format(to);
    return `${format(from)} – ${end}`;
}

function stepFor(from: number, to: number): number {
    if (to - from < 5000) return 1;
    return to - from >= 120_000 && isWholeMinute(from) && isWholeMinute(to) ? 60_000 : 1000;
}

/** 250 ms, 10 s, 15 m, 24 h, 7 d. */
export function formatLength(milliseconds: number): string {
    const units: readonly (readonly [string, number])[] = [
        ["d", day],
        ["h", 3_600_000],
        ["m", 60_000],
        ["s", 1000],
    ];
    if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
    // A day is 24 h, a week 7 d.
    const fits = ([name, length]: readonly [string, number]): boolean =>
        milliseconds >= (name === "d" ? 2 * length : length);
    const [unit, length] = units.find(fits) ?? ["s", 1000];
    return `${Math.round((milliseconds / length) * 10) / 10} ${unit}`;
}

function formatClockOf(date: Date, step: number): string {
    const clock = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
    if (step >= 60_000) return clock;
    const seconds = `${clock}:${pad(date.getSeconds())}`;
    return step >= 1000 ? seconds : `${seconds}.${pad(date.getMilliseconds(), 3)}`;
}

function dayOf(date: Date): string {
    return `${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

function sameDay(a: number, b: number): boolean {
    return new Date(a).toDateString() === new Date(b).toDateString();
}

function isWholeMinute(time: number): boolean {
    return time % 60_000 === 0;
}

function pad(value: number, digits = 2): string {
    return String(value).padStart(digits, "0");
}
