import type { Kind } from "../model/level";
import type { EventRow } from "../model/row";
import type { State } from "./state";

// What a person does to the table.
export interface TableActions {
    search(text: string): void;
    toggleLevel(level: Kind): void;
    /** Shows this level alone, or all of them again. */
    onlyLevel(level: Kind, all: readonly Kind[]): void;
    showEverything(): void;
    togglePause(): void;
    clear(): void;
    follow(): void;
    /** Stops following where the table stands. */
    hold(): void;
    scrollTo(top: number, isAtEnd: boolean): void;
    resize(height: number): void;
    /** Selects a row and shows its detail. */
    open(row: EventRow): void;
    moveSelection(by: number): void;
    toggleDetail(): void;
    closeDetail(): void;
}

export function tableActions(state: State, changed: () => void): TableActions {
    const { window, scroll } = state;

    function filter(): void {
        window.setFilter({ text: state.text.value, hidden: state.hidden.value });
        changed();
    }

    function select(row: EventRow): void {
        state.selected.value = row;
        scroll.hold(window, state.height.value);
        scroll.reveal(window.indexOf(row.no), window, state.height.value);
        changed();
    }

    return {
        search(text) {
            state.text.value = text;
            filter();
        },
        toggleLevel(level) {
            const hidden = new Set(state.hidden.value);
            if (!hidden.delete(level)) hidden.add(level);
            state.hidden.value = hidden;
            filter();
        },
        onlyLevel(level, all) {
            const others = all.filter((each) => each !== level);
            const isAlone = !state.hidden.value.has(level) && others.every((each) => state.hidden.value.has(each));
            state.hidden.value = new Set(isAlone ? [] : others);
            filter();
        },
        showEverything() {
            state.hidden.value = new Set();
            state.text.value = "";
            filter();
        },
        togglePause() {
            state.isPaused.value = !state.isPaused.value;
            if (state.isPaused.value) window.pause();
            else window.resume();
            changed();
        },
        clear() {
            window.clear();
            scroll.follow();
            state.selected.value = undefined;
            state.isDetailOpen.value = false;
            state.refusal.value = undefined;
            changed();
        },
        follow() {
            scroll.follow();
            changed();
        },
        hold() {
            scroll.hold(window, state.height.value);
            changed();
        },
        scrollTo(top, isAtEnd) {
            scroll.moveTo(top, isAtEnd, window);
            changed();
        },
        resize(height) {
            state.height.value = height;
        },
        open(row) {
            select(row);
            state.isDetailOpen.value = true;
        },
        moveSelection(by) {
            const row = neighbour(state, by);
            if (row !== undefined) select(row);
        },
        toggleDetail() {
            state.isDetailOpen.value = state.selected.value !== undefined && !state.isDetailOpen.value;
        },
        closeDetail() {
            state.isDetailOpen.value = false;
        },
    };
}

// The event so many rows away, over gaps and the like; from the end where nothing is selected.
function neighbour({ window, selected }: State, by: number): EventRow | undefined {
    const step = Math.sign(by);
    const start =
        selected.value === undefined ? window.shown.length - Math.max(step, 0) : window.indexOf(selected.value.no);
    const wanted = Math.min(Math.max(start + by, 0), window.shown.length - 1);
    for (let index = wanted; index >= 0 && index < window.shown.length; index += step) {
        const row = window.shown.at(index);
        if (row?.kind === "event") return row;
    }
    return undefined;
}
