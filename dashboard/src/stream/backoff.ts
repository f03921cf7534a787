// How long to wait before the next attempt: doubling from 100 ms to 10 s, each drawn between half and the whole, so
// that a thousand pages of a restarted broker do not come back in step. The C++ client waits the same.
const firstMs = 100;
const lastMs = 10_000;

// `failures` in a row so far, at least 1; `random` in [0, 1).
export function backoff(failures: number, random: number): number {
    const whole = Math.min(firstMs * 2 ** (failures - 1), lastMs);
    return whole / 2 + (whole / 2) * random;
}
