import { expect, it } from "vitest";

import { drawnRange, placesOf, slotsOf } from "./places";
import { rowHeight, visibleRange } from "./scroll";

const count = 100;
const height = 10 * rowHeight;

it("draws the oldest row at the top", () => {
    const { top, start, order, positionOf, scrollOf } = placesOf(5, { first: 2, end: 5 }, count, height, false);

    expect([top, start, order, positionOf(2), scrollOf(7)]).toEqual([5, 2 * rowHeight, [2, 3, 4], 3, 7]);
});

it("draws the newest row at the top, all mirrored", () => {
    const end = 90 * rowHeight;
    const { top, start, order, positionOf, scrollOf } = placesOf(end - 5, { first: 95, end: 98 }, count, height, true);

    expect([top, start, order, positionOf(99)]).toEqual([5, 2 * rowHeight, [97, 96, 95], 1]);
    expect([scrollOf(0), scrollOf(end)]).toEqual([end, 0]);
});

it("begins at the top where all rows have room", () => {
    expect(placesOf(0, { first: 0, end: 3 }, 3, height, true)).toMatchObject({ top: 0, start: 0 });
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
