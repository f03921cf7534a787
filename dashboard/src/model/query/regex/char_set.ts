// Sets of code points: ranges in order that do not touch, both ends included.
export type CharSet = readonly (readonly [from: number, to: number])[];

export const last = 0x10ffff;
export const newline: CharSet = [[10, 10]];
export const anything: CharSet = [[0, last]];
export const digits: CharSet = [[48, 57]];
export const wordCharacters: CharSet = [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
];
export const spaces: CharSet = [
    [9, 10],
    [12, 13],
    [32, 32],
];

export function union(sets: readonly CharSet[]): CharSet {
    const ranges = sets.flat().sort((left, right) => left[0] - right[0]);
    const joined: [number, number][] = [];
    for (const [from, to] of ranges) {
        const before = joined[joined.length - 1];
        if (before === undefined || from > before[1] + 1) joined.push([from, to]);
        else before[1] = Math.max(before[1], to);
    }
    return joined;
}

export function without(set: CharSet): CharSet {
    const gaps: [number, number][] = [];
    let from = 0;
    for (const range of set) {
        if (range[0] > from) gaps.push([from, range[0] - 1]);
        from = range[1] + 1;
    }
    if (from <= last) gaps.push([from, last]);
    return gaps;
}

export function has(set: CharSet, code: number): boolean {
    return set.some(([from, to]) => code >= from && code <= to);
}

/** With the other case of each, as RE2 folds it; nothing where that takes the tables of Unicode. */
export function withBothCases(set: CharSet): CharSet | undefined {
    // What reaches beyond ASCII must be all of it, letters of ASCII included: then nothing is missing.
    if (set.some(([from, to]) => to >= 128 && (to !== last || from > 65))) return undefined;
    const more = set.flatMap(([from, to]) => [...shifted(from, to, 65, 90, 32), ...shifted(from, to, 97, 122, -32)]);
    const folded = union([set, more]);
    // The Kelvin sign is a `k` to RE2, and the long s an `s`.
    const kelvin: CharSet = has(folded, 107) ? [[0x212a, 0x212a]] : [];
    const longS: CharSet = has(folded, 115) ? [[0x17f, 0x17f]] : [];
    return union([folded, kelvin, longS]);
}

function shifted(from: number, to: number, least: number, most: number, by: number): CharSet {
    const low = Math.max(from, least);
    const high = Math.min(to, most);
    return low <= high ? [[low + by, high + by]] : [];
}
