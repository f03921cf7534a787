import { valueOf } from "../../model/field";
import type { EventRow } from "../../model/row";
import type { PointedValue } from "../../state/table";
import { rowId } from "../table_row";
import type { App } from "../context";

// What the mouse does to the rows; one listener for all of them.

export function clicked(event: MouseEvent, { state, actions }: App): void {
    const row = rowAt(event.target, state.window);
    if (row === undefined || !(event.target instanceof Element)) return;
    if (event.altKey) return pointed(event, { state, actions });
    if (event.target.closest("[data-expand]") !== null) return actions.expandRow(row);
    if (event.shiftKey) return actions.pick(row, "range");
    if (event.ctrlKey || event.metaKey) return actions.pick(row, "toggle");
    // Who marks a piece of text wants that, not the event.
    if (document.getSelection()?.isCollapsed === false) return;
    actions.unpick();
    actions.open(row);
}

// Shift and the mouse pick rows; the browser would mark their text.
export function pressed(event: MouseEvent): void {
    if (event.shiftKey && event.target instanceof Element && event.target.closest("[role=row]")) event.preventDefault();
}

// The menu of the value under the mouse.
export function pointed(event: MouseEvent, { state, actions }: App): void {
    const row = rowAt(event.target, state.window);
    const value = row && valueAt(event.target as Element, row);
    if (value === undefined) return;
    event.preventDefault();
    actions.openTableMenu({ kind: "value", pointed: value, x: event.clientX, y: event.clientY });
}

// The same for the cell that has the keyboard's attention; the row's message where no cell has it.
export function pointedByKey({ state, actions }: App): void {
    const row = state.selected.value;
    const element = row && document.getElementById(rowId(row.no));
    if (row === undefined || !element) return;
    const column = state.cell.value ?? "message";
    const cell = element.querySelector(`[data-column=${CSS.escape(column)}]`) ?? element;
    const value = valueAt(cell.querySelector("[data-field]:only-child") ?? cell, row);
    const box = cell.getBoundingClientRect();
    if (value !== undefined) actions.openTableMenu({ kind: "value", pointed: value, x: box.left, y: box.bottom });
}

function rowAt(target: EventTarget | null, window: App["state"]["window"]): EventRow | undefined {
    const id = target instanceof Element ? target.closest("[role=row][id]")?.id : undefined;
    if (id === undefined) return undefined;
    const no = Number(id.slice(rowId(0).length - 1));
    const row = window.shown.at(window.indexOf(no));
    return row?.kind === "event" && row.no === no ? row : undefined;
}

// The value that stands there, as the event has it; else what the column is about.
function valueAt(element: Element, row: EventRow): PointedValue | undefined {
    const field = element.closest("[data-field]")?.getAttribute("data-field");
    const column = element.closest("[data-column]")?.getAttribute("data-column");
    const name = field ?? (column === "who" ? "source" : (column ?? undefined));
    if (name === undefined) return undefined;
    if (name === "level") {
        return row.level === "event" ? typeOf(row) : { row, field: "level", value: row.level };
    }
    if (name === "message") return messageOf(row);
    const value = valueOf(row.event, name);
    return value === undefined ? undefined : { row, field: name, value };
}

function messageOf(row: EventRow): PointedValue {
    const message = valueOf(row.event, "data.message");
    return typeof message === "string" ? { row, field: "message", value: message } : typeOf(row);
}

function typeOf(row: EventRow): PointedValue {
    return { row, field: "type", value: row.event.type };
}
