import { rowHeight, visibleRange, type Range } from "./scroll";

// Where rows stand on the page. `Scroll` counts from the oldest row at the top; with the newest at the top all is
// mirrored, and nothing but this knows of it.
export interface Places {
    /** Of the page's scroll position. */
    readonly top: number;
    /** Where the rows that are drawn begin. */
    readonly start: number;
    /** Of the rows, in the order in which they are drawn. */
    readonly order: readonly number[];
    /** Which row of the table, from 1 on, a row is. */
    readonly positionOf: (index: number) => number;
    /** The scroll position that `Scroll` knows, of the page's. */
    readonly scrollOf: (top: number) => number;
}

export function placesOf(
    top: number,
    { first, end }: Range,
    count: number,
    height: number,
    isMirrored: boolean,
): Places {
    const indexes = Array.from({ length: end - first }, (_, offset) => first + offset);
    if (!isMirrored) {
        const same = (pixels: number): number => pixels;
        return { top, start: first * rowHeight, order: indexes, positionOf: (index) => index + 1, scrollOf: same };
    }
    const last = Math.max(count * rowHeight - height, 0);
    return {
        top: last - top,
        start: (count - end) * rowHeight,
        order: indexes.reverse(),
        positionOf: (index) => count - index,
        scrollOf: (pixels) => Math.max(last - pixels, 0),
    };
}

const overscan = visibleRange(0, 0, Infinity).end;

// How many rows are drawn, where there are as many: those that are seen, and a few on either side.
export function slotsOf(height: number): number {
    return Math.ceil(height / rowHeight) + 2 * overscan + 1;
}

// Always as many, so that each row that goes out of sight leaves its slot to one that comes into it.
export function drawnRange(top: number, height: number, count: number): Range {
    const slots = slotsOf(height);
    const first = Math.max(Math.min(visibleRange(top, height, count).first, count - slots), 0);
    return { first, end: Math.min(first + slots, count) };
}
