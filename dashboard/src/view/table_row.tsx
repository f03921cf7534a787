import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";

import { messageOf } from "../model/event";
import type { EventRow, Row } from "../model/row";
import { safeLine } from "../model/safe_text";
import { noteText } from "../text/table";
import { cellOf, timeOf, titleOf, type RowStyle } from "./table/cells";

interface RowProps {
    row: Row;
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
    /** Too fast to be read: a line is enough, and costs a third. */
    isRushing?: boolean;
}

export function rowId(no: number): string {
    return `row-${no}`;
}

export function cellId(no: number, column: number): string {
    return `row-${no}-${column}`;
}

export function TableRow({ row, index, top, style, isSelected, isPicked, isFound, cell, now, isRushing }: RowProps) {
    const isEvent = row.kind === "event";
    // What is in a row is drawn once, not each time that rows come.
    const inner = useMemo(
        () => {
            if (row.kind !== "event") return <span role="gridcell">{noteText(row)}</span>;
            return isRushing ? lineOf(row, style, now) : cellsOf(row, style, cell, now);
        },
        [row, style, cell, now, isRushing],
    );
    const state = `${isSelected ? " selected" : ""}${isPicked ? " picked" : ""}${isFound ? " found" : ""}`;
    return (
        <div
            id={isEvent && !isRushing ? rowId(row.no) : undefined}
            class={isEvent ? `row ${row.level}${state}` : `note ${row.kind}`}
            style={{ top: `${top}px` }}
            role="row"
            aria-rowindex={isRushing ? undefined : index}
            aria-selected={isEvent ? isPicked || isSelected : undefined}
        >
            {inner}
        </div>
    );
}

function lineOf(row: EventRow, style: RowStyle, now: number): ComponentChildren {
    return (
        <span class="cell rushing" role="rowheader">
            {timeOf(row.event, style.time, now)} {safeLine(messageOf(row.event), 160)}
        </span>
    );
}

function cellsOf(row: EventRow, style: RowStyle, attended: string | undefined, now: number): ComponentChildren {
    const cells = style.columns.map((column, at) => (
        <span
            key={column}
            // Only what has the keyboard's attention is referred to.
            id={column === attended ? cellId(row.no, at) : undefined}
            class={`cell ${classes[column] ?? "value"}${column === attended ? " at" : ""}`}
            role={at === 0 ? "rowheader" : "gridcell"}
            data-column={column}
            title={titleOf(row, column)}
        >
            {cellOf(row, column, style, now)}
        </span>
    ));
    return [<span key="" class="edge" />, ...cells];
}

const classes: Readonly<Record<string, string>> = { time: "when num", level: "level", who: "who", message: "message" };
