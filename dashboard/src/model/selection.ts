import type { EventWindow } from "./event_window";
import type { EventRow } from "./row";
import { tailLine } from "./tail_line";

// Rows that are picked, to be copied. They stay picked when the page forgets them.
export interface Selection {
    /** Where a range begins. */
    readonly anchor: number;
    /** Where it ends, and goes on. */
    readonly cursor: number;
    readonly rows: ReadonlyMap<number, EventRow>;
}

export function only(row: EventRow): Selection {
    return { anchor: row.no, cursor: row.no, rows: new Map([[row.no, row]]) };
}

export function toggled(selection: Selection | undefined, row: EventRow): Selection | undefined {
    const rows = new Map(selection?.rows);
    if (!rows.delete(row.no)) rows.set(row.no, row);
    return rows.size === 0 ? undefined : { anchor: row.no, cursor: row.no, rows };
}

// From the anchor to this row, whatever was picked between them before.
export function extended(selection: Selection | undefined, row: EventRow, window: EventWindow): Selection {
    if (selection === undefined) return only(row);
    const ends = [window.indexOf(selection.anchor), window.indexOf(row.no)] as const;
    const rows = eventsBetween(window, Math.min(...ends), Math.max(...ends));
    return { anchor: selection.anchor, cursor: row.no, rows };
}

export function everything(window: EventWindow): Selection | undefined {
    const rows = eventsBetween(window, 0, window.shown.length - 1);
    const numbers = [...rows.keys()];
    const [anchor, cursor] = [numbers[0], numbers.at(-1)];
    return anchor === undefined || cursor === undefined ? undefined : { anchor, cursor, rows };
}

// As `logbeam tail` prints them, the oldest first.
export function textOf(rows: Iterable<EventRow>): string {
    return [...rows]
        .sort((a, b) => a.no - b.no)
        .map(({ event }) => `${tailLine(event)}\n`)
        .join("");
}

function eventsBetween(window: EventWindow, first: number, last: number): ReadonlyMap<number, EventRow> {
    const rows = new Map<number, EventRow>();
    for (let index = first; index <= last; index += 1) {
        const row = window.shown.at(index);
        if (row?.kind === "event") rows.set(row.no, row);
    }
    return rows;
}
