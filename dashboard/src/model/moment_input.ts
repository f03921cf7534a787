import { fromMilliseconds, readInstant, writeInstant, type Instant } from "./instant";
import { readSpan } from "./range";

// What a person types for a moment, in the clock of the reader.
export type MomentInput =
    { readonly kind: "moment"; readonly instant: Instant } | { readonly kind: "problem"; readonly problem: string };

export const momentProblem = "expected 10:57, 2026-11-20, 2026-11-20 10:57:33.5, -15m, now, or RFC 3339";

const local = /^(?:(\d{4})-(\d\d)-(\d\d))?[T ]?(?:(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?$/;

/** A day alone is its beginning, or as the end of a range the beginning of the next one. */
export function readMoment(text: string, now: number, isEnd = false): MomentInput {
    const typed = text.trim();
    const exact = readInstant(typed);
    if (exact !== undefined) return { kind: "moment", instant: exact };
    if (typed === "now") return { kind: "moment", instant: fromMilliseconds(now) };
    const ago = typed.startsWith("-") ? readSpan(typed.slice(1).replace(" ", "")) : undefined;
    if (ago !== undefined) return { kind: "moment", instant: fromMilliseconds(now - ago * 1000) };
    const instant = typed === "" ? undefined : readLocal(typed, new Date(now), isEnd);
    return instant === undefined ? { kind: "problem", problem: momentProblem } : { kind: "moment", instant };
}

function readLocal(typed: string, today: Date, isEnd: boolean): Instant | undefined {
    const found = local.exec(typed);
    if (found === null) return undefined;
    const [, year, month, day, hour, minute, second, fraction = ""] = found;
    if (year === undefined && hour === undefined) return undefined;
    const [y, m, d] =
        year === undefined
            ? [today.getFullYear(), today.getMonth(), today.getDate()]
            : [Number(year), Number(month) - 1, Number(day)];
    const [h, min, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
    const date = new Date(y, m, d, h, min, s);
    // 25:00 and the 31st of February would roll over.
    if (date.getMonth() !== m || date.getDate() !== d || h > 23 || min > 59 || s > 59) return undefined;
    if (isEnd && hour === undefined) date.setDate(date.getDate() + 1);
    return BigInt(date.getTime()) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}

/** As the boxes hold it: local, with as many digits of the fraction as it has. */
export function writeMoment(text: string): string {
    const instant = readInstant(text);
    if (instant === undefined) return text;
    const date = new Date(Number(instant / 1_000_000n));
    const pad = (value: number): string => String(value).padStart(2, "0");
    const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
    const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(pad).join(":");
    const fraction = writeInstant(instant).slice(20, 29).replace(/0+$/, "");
    return `${day} ${clock}${fraction === "" ? "" : `.${fraction}`}`;
}
