import { expect, it } from "vitest";

import type { TimeBucket } from "./buckets";
import { layersOf, stackOf } from "./stack";

function timeline(keys: string[], ...buckets: Omit<TimeBucket, "start">[]) {
    return { keys, buckets: buckets.map((bucket, start) => ({ start, ...bucket })), width: 1 };
}

it("puts the worst level on top, however seldom it is", () => {
    const known = timeline(["info", "error", "none"], { count: 10, counts: { info: 7, error: 1, none: 2 } });
    const layers = layersOf(known, "level");

    expect(layers).toEqual(["none", "info", "error"]);
    expect(stackOf(known, layers)).toEqual([[2], [9], [10]]);
});

it("shows the most frequent groups, and all others as one", () => {
    const keys = ["a", "b", "c", "d", "e", "f", "g"];
    const known = timeline(keys, { count: 12, counts: Object.fromEntries(keys.map((key) => [key, 1])), other: 5 });
    const layers = layersOf(known, "topic");

    expect(layers).toEqual(["a", "b", "c", "d", "e", "f", "other"]);
    expect(stackOf(known, layers).at(-1)).toEqual([12]);
});

it("counts events without the field, too", () => {
    const known = timeline(["Berlin"], { count: 3, counts: { Berlin: 1 } });

    expect(stackOf(known, layersOf(known, "city"))).toEqual([[1], [3]]);
});
