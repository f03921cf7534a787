import { useMemo } from "preact/hooks";

import type { EventRow, Row } from "../model/row";
import { noteText } from "../text/table";
import { cellOf, titleOf, type RowStyle } from "./table/cells";

interface RowProps<R> {
    row: R;
    index: number;
    /** In pixels, in the layer of rows. */
    top: number;
    style: RowStyle;
    isSelected: boolean;
    isPicked: boolean;
    isFound: boolean;
    /** The column of the cell that has the keyboard's attention. */
    cell: string | undefined;
    /** Milliseconds since 1970, where times are told by how long ago they were. */
    now: number;
}

export function rowId(no: number): string {
    return `row-${no}`;
}

export function cellId(no: number, column: number): string {
    return `row-${no}-${column}`;
}

export function TableRow({ row, ...rest }: RowProps<Row>) {
    if (row.kind === "event") return <EventLine row={row} {...rest} />;
    return (
        <div class={`note ${row.kind}`} style={{ top: `${rest.top}px` }} role="row" aria-rowindex={rest.index}>
            <span role="gridcell">{noteText(row)}</span>
        </div>
    );
}

function EventLine({ row, index, top, style, isSelected, isPicked, isFound, cell, now }: RowProps<EventRow>) {
    // What is in a row is drawn once, not each time that rows come.
    const cells = useMemo(
        () =>
            style.columns.map((column, at) => (
                <span
                    key={column}
                    // Only what has the keyboard's attention is referred to.
                    id={column === cell ? cellId(row.no, at) : undefined}
                    class={`cell ${classes[column] ?? "value"}${column === cell ? " at" : ""}`}
                    role={at === 0 ? "rowheader" : "gridcell"}
                    data-column={column}
                    title={titleOf(row, column)}
                >
                    {cellOf(row, column, style, now)}
                </span>
            )),
        [row, style, cell, now],
    );
    return (
        <div
            id={rowId(row.no)}
            class={classOf(row, isSelected, isPicked, isFound)}
            style={{ top: `${top}px` }}
            role="row"
            aria-rowindex={index}
            aria-selected={isPicked || isSelected}
        >
            <span class="edge" />
            {cells}
        </div>
    );
}

function classOf({ level }: EventRow, isSelected: boolean, isPicked: boolean, isFound: boolean): string {
    return `row ${level}${isSelected ? " selected" : ""}${isPicked ? " picked" : ""}${isFound ? " found" : ""}`;
}

const classes: Readonly<Record<string, string>> = { time: "when num", level: "level", who: "who", message: "message" };
