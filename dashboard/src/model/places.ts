import { rowHeight, visibleRange, type Range } from "./scroll";

// Where rows stand on the page. `Scroll` counts from the oldest row at the top; with the newest at the top all is
// mirrored, and nothing but this knows of it.
export interface Places {
    /** Of the page's scroll position. */
    readonly top: number;
    /** Where the layer of rows begins. */
    readonly origin: number;
    /** Of the rows, in the order in which they are read. */
    readonly order: readonly number[];
    /** Which row of the table, from 1 on, a row is. */
    readonly positionOf: (index: number) => number;
    /** Where a row stands in the layer. */
    readonly offsetOf: (index: number) => number;
    /** The scroll position that `Scroll` knows, of the page's. */
    readonly scrollOf: (top: number) => number;
}

/** Of the table: how many rows it has, how many have ever gone before them, and how high its visible part is. */
export interface Extent {
    readonly count: number;
    readonly gone: number;
    readonly height: number;
    readonly isMirrored: boolean;
}

// Rows stay where they are in their layer while others come and go, and the layer moves: then only rows that come into
// sight are laid out and painted. Now and then the layer begins anew, so that numbers of pixels stay small.
const stretch = 2048;

export function placesOf(top: number, { first, end }: Range, { count, gone, height, isMirrored }: Extent): Places {
    const indexes = Array.from({ length: end - first }, (_, offset) => first + offset);
    if (!isMirrored) {
        const base = startOfStretch(first + gone);
        return {
            top,
            origin: (base - gone) * rowHeight,
            order: indexes,
            positionOf: (index) => index + 1,
            offsetOf: (index) => (index + gone - base) * rowHeight,
            scrollOf: (pixels) => pixels,
        };
    }
    const base = startOfStretch(end + gone) + stretch;
    const last = Math.max(count * rowHeight - height, 0);
    return {
        top: last - top,
        origin: (count + gone - base) * rowHeight,
        order: indexes.reverse(),
        positionOf: (index) => count - index,
        offsetOf: (index) => (base - 1 - index - gone) * rowHeight,
        scrollOf: (pixels) => Math.max(last - pixels, 0),
    };
}

function startOfStretch(row: number): number {
    return row - (row % stretch);
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
