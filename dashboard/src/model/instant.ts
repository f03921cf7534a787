// A moment to the nanosecond, counted since 1970 in UTC.
export type Instant = bigint;

const perMillisecond = 1_000_000n;

const rfc3339 = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/;

/** Reads RFC 3339; nothing where it is none. */
export function readInstant(text: string): Instant | undefined {
    const [, day, clock, fraction = "", zone = ""] = rfc3339.exec(text) ?? [];
    if (day === undefined) return undefined;
    const whole = Date.parse(`${day}T${clock}${zone.toUpperCase()}`);
    // An engine may take the 31st of February for a day in March.
    const isDay = new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false;
    if (Number.isNaN(whole) || !isDay) return undefined;
    return BigInt(whole) * perMillisecond + BigInt(fraction.padEnd(9, "0"));
}

export function writeInstant(instant: Instant): string {
    const fraction = ((instant % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
    const seconds = Number((instant - fraction) / 1_000_000_000n);
    return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(fraction).padStart(9, "0")}Z`;
}

/** As charts place it: exact to less than a microsecond. */
export function toMilliseconds(instant: Instant): number {
    return Number(instant / perMillisecond) + Number(instant % perMillisecond) / 1e6;
}

export function fromMilliseconds(milliseconds: number): Instant {
    const whole = Math.floor(milliseconds);
    return BigInt(whole) * perMillisecond + BigInt(Math.round((milliseconds - whole) * 1e6));
}

/** Of RFC 3339 that the broker wrote. */
export function millisecondsOf(text: string): number {
    const instant = readInstant(text);
    return instant === undefined ? Number.NaN : toMilliseconds(instant);
}

export function textOfMilliseconds(milliseconds: number): string {
    return writeInstant(fromMilliseconds(milliseconds));
}
