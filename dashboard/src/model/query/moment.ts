import type { Moments, Order } from "./ast";

// Moments as nanoseconds since 1970: RFC 3339, a whole day (in UTC), or so far back or ahead of now.

const second = 1_000_000_000n;
const earliest = -(2n ** 63n);
const latest = 2n ** 63n - 1n;

const units: Readonly<Record<string, bigint>> = { s: 1n, m: 60n, h: 3600n, d: 86_400n, w: 604_800n };

const stamp = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

export function parseMoment(text: string, now: Date): Moments | undefined {
    const relative = /^([-+])(\d+)([smhdw])$/.exec(text);
    if (relative !== null) return fromNow(now, relative[1] === "-", BigInt(relative[2] ?? ""), relative[3] ?? "");
    if (/^\d{4}-\d\d-\d\d$/.test(text)) {
        const from = parseStamp(`${text}T00:00:00Z`);
        if (from === undefined) return undefined;
        const next = from + 86_400n * second;
        return { from, to: next > latest ? latest : next - 1n };
    }
    const moment = parseStamp(text);
    return moment === undefined ? undefined : { from: moment, to: moment };
}

// Moments that no clock shows are as early or late as there are.
function fromNow(now: Date, isBack: boolean, count: bigint, unit: string): Moments | undefined {
    const seconds = count * (units[unit] ?? 0n);
    if (count > latest || seconds > latest) return undefined;
    const moment = BigInt(now.getTime()) * 1_000_000n + (isBack ? -seconds : seconds) * second;
    const kept = moment < earliest ? earliest : moment > latest ? latest : moment;
    return { from: kept, to: kept };
}

/** RFC 3339 to the nanosecond; nothing where it is none, or no 64 bits hold it. */
export function parseStamp(text: string): bigint | undefined {
    const found = stamp.exec(text);
    if (found === null) return undefined;
    const [year, month, day, hours, minutes, seconds] = found.slice(1, 7).map(Number) as Six;
    const [offsetHours, offsetMinutes] = [Number(found[9] ?? 0), Number(found[10] ?? 0)];
    // A leap second is the first moment of the next minute.
    if (hours > 23 || minutes > 59 || seconds > 60 || offsetHours > 23 || offsetMinutes > 59) return undefined;
    const midnight = new Date(0);
    midnight.setUTCFullYear(year, month - 1, day);
    if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return undefined;
    const offset = (offsetHours * 60 + offsetMinutes) * (found[8] === "-" ? -60 : 60);
    const whole = midnight.getTime() / 1000 + hours * 3600 + minutes * 60 + seconds - offset;
    const moment = BigInt(whole) * second + BigInt((found[7] ?? "").slice(0, 9).padEnd(9, "0"));
    return moment < earliest || moment > latest ? undefined : moment;
}

type Six = [number, number, number, number, number, number];

/** How a moment stands to others: before them, among them, after them. Works for stamps as well. */
export function isWithin<T extends bigint | string>(order: Order, moment: T, range: { from: T; to: T }): boolean {
    switch (order) {
        case ":":
            return moment >= range.from && moment <= range.to;
        case "<":
            return moment < range.from;
        case "<=":
            return moment <= range.to;
        case ">":
            return moment > range.to;
        case ">=":
            return moment >= range.from;
    }
}

/** As the broker writes it: 30 characters, which order as the moments do. */
export function stampOf(moment: bigint): string {
    const nanoseconds = ((moment % second) + second) % second;
    const seconds = Number((moment - nanoseconds) / second);
    return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${nanoseconds.toString().padStart(9, "0")}Z`;
}
