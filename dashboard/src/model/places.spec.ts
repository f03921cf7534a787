import { expect, it } from "vitest";

import { drawnRange, placesOf, slotsOf } from "./places";
import { rowHeight, visibleRange } from "./scroll";

const height = 10 * rowHeight;
const extent = { count: 100, gone: 0, height, isMirrored: false };
const end = 90 * rowHeight;

it("draws the oldest row at the top", () => {
    const { top, order, positionOf, scrollOf, ...places } = placesOf(5, { first: 2, end: 5 }, extent);

    expect([top, order, positionOf(2), scrollOf(7)]).toEqual([5, [2, 3, 4], 3, 7]);
    expect(places.origin + places.offsetOf(2)).toBe(2 * rowHeight);
});

it("draws the newest row at the top, all mirrored", () => {
    const mirrored = { ...extent, isMirrored: true };
    const { top, order, positionOf, scrollOf, ...places } = placesOf(end - 5, { first: 95, end: 98 }, mirrored);

    expect([top, order, positionOf(99)]).toEqual([5, [97, 96, 95], 1]);
    expect([scrollOf(0), scrollOf(end)]).toEqual([end, 0]);
    expect(places.origin + places.offsetOf(97)).toBe(2 * rowHeight);
});

it("begins at the top where all rows have room", () => {
    const few = { count: 3, gone: 0, height };
    const mirrored = placesOf(0, { first: 0, end: 3 }, { ...few, isMirrored: true });
    const { top, origin, offsetOf } = mirrored;

    expect([top, origin + offsetOf(2), origin + offsetOf(0)]).toEqual([0, 0, 2 * rowHeight]);
});

it("leaves a row where it is in its layer while others come and go", () => {
    for (const isMirrored of [false, true]) {
        const before = placesOf(end, { first: 80, end: 100 }, { ...extent, isMirrored });
        const after = placesOf(end, { first: 83, end: 103 }, { ...extent, count: 103, isMirrored });
        const full = placesOf(end, { first: 80, end: 100 }, { ...extent, gone: 3, isMirrored });

        expect(after.offsetOf(90)).toBe(before.offsetOf(90));
        expect(full.offsetOf(87)).toBe(before.offsetOf(90));
    }
});

it("keeps the layer short, however many rows have gone", () => {
    for (const isMirrored of [false, true]) {
        const { origin, offsetOf } = placesOf(end, { first: 80, end: 100 }, { ...extent, gone: 1e9 + 7, isMirrored });

        expect(offsetOf(90)).toBeGreaterThanOrEqual(0);
        expect(offsetOf(90)).toBeLessThan(2 * 2048 * rowHeight);
        expect(origin + offsetOf(90)).toBe((isMirrored ? 9 : 90) * rowHeight);
    }
});

it("draws all that is seen and always as many rows, wherever the table stands", () => {
    const many = 1000;
    for (const top of [0, 13, 500, 1001, many * rowHeight - height]) {
        const seen = visibleRange(top, height, many);
        const drawn = drawnRange(top, height, many);

        expect(drawn.end - drawn.first).toBe(slotsOf(height));
        expect(drawn.first).toBeLessThanOrEqual(seen.first);
        expect(drawn.end).toBeGreaterThanOrEqual(seen.end);
    }
    expect(drawnRange(0, height, 3)).toEqual({ first: 0, end: 3 });
});
