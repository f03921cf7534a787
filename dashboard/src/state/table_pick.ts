import { hasColumn } from "../model/columns";
import type { EventRow } from "../model/row";
import { everything, extended, only, textOf, toggled, type Selection } from "../model/selection";
import type { Neighbours } from "./actions";
import type { State } from "./state";

// Rows that somebody picks: to copy them, or to see one's whole text.
export interface PickActions {
    /** By the mouse: a range from where the last one began, or one row in or out. */
    pick(row: EventRow, how: "range" | "toggle"): void;
    /** By the keyboard: so many rows on. */
    pickOn(by: number): void;
    pickEverything(): void;
    /** Drops what is picked; says whether something was. */
    unpick(): boolean;
    /** What is to be copied, as `logbeam tail` prints it. */
    pickedText(): string;
    /** Selects a row without opening its detail. */
    selectRow(no: number): void;
    /** Moves the attention of the keyboard along the row. */
    moveCell(by: number): void;
    /** Shows the whole text of an event below the table. */
    expandRow(row: EventRow): void;
    toggleStrip(): void;
}

// The rows that are picked at the moment: those that were marked, else the one that is selected.
export function pickedRows({ picked, selected }: State): ReadonlyMap<number, EventRow> {
    const marked = picked.value?.beside === selected.value ? picked.value?.selection.rows : undefined;
    return marked ?? (selected.value === undefined ? new Map() : only(selected.value).rows);
}

export function pickActions(state: State, neighbours: Neighbours): PickActions {
    const { window } = state;

    function current(): Selection | undefined {
        const { picked, selected } = state;
        if (picked.value !== undefined && picked.value.beside === selected.value) return picked.value.selection;
        return selected.value && only(selected.value);
    }

    function set(selection: Selection | undefined): void {
        state.picked.value = selection && { selection, beside: state.selected.value };
    }

    // The core selects by how far away a row is.
    function select(no: number): void {
        const index = window.indexOf(no);
        const { selected } = state;
        const from = selected.value === undefined ? window.shown.length : window.indexOf(selected.value.no);
        if (selected.value?.no !== no) neighbours.actions().moveSelection(index - from);
    }

    return {
        pick(row, how) {
            set(how === "range" ? extended(current(), row, window) : toggled(current(), row));
        },
        pickOn(by) {
            const before = current();
            if (before !== undefined) select(before.cursor);
            neighbours.actions().moveSelection(by);
            if (state.selected.value !== undefined) set(extended(before, state.selected.value, window));
        },
        pickEverything: () => set(everything(window)),
        unpick() {
            const isPicked = state.picked.value !== undefined && state.picked.value.beside === state.selected.value;
            state.picked.value = undefined;
            return isPicked;
        },
        pickedText: () => textOf(pickedRows(state).values()),
        selectRow: select,
        moveCell(by) {
            const columns = state.columns.value;
            const cell = state.cell.value;
            const at = cell !== undefined && hasColumn(columns, cell) ? columns.findIndex(({ id }) => id === cell) : -1;
            state.cell.value = columns[Math.min(Math.max(at + by, -1), columns.length - 1)]?.id;
        },
        expandRow(row) {
            select(row.no);
            state.isStripOpen.value = true;
        },
        toggleStrip() {
            state.isStripOpen.value = !state.isStripOpen.value;
        },
    };
}
