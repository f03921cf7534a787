// Numbers as the language compares them: integers exactly to 64 bits, everything else as a double. JavaScript compares
// a bigint with a number by their values, so that no more is needed than to read them without loss.
export type Exact = number | bigint;

const form = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const whole = /^-?\d+$/;
const least = -(2n ** 63n);
const most = 2n ** 64n - 1n;

/** The whole text as a number; nothing where it is none, or larger than any double. */
export function numberOf(text: string): Exact | undefined {
    if (!form.test(text)) return undefined;
    const value = Number(text);
    if (Number.isSafeInteger(value) || !whole.test(text)) return Number.isFinite(value) ? value : undefined;
    return exact(BigInt(text));
}

/** What JSON held: an integer beyond 64 bits is a double. */
export function exact(value: Exact): Exact | undefined {
    if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
    if (value >= least && value <= most) return value;
    const double = Number(value);
    return Number.isFinite(double) ? double : undefined;
}

export function compare(left: Exact, right: Exact): number {
    return left < right ? -1 : left > right ? 1 : 0;
}
