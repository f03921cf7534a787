import type { RealtimeEvent } from "../model/event";
import { kindOf } from "../model/level";
import type { EventRow, Row } from "../model/row";
import { rowHeight } from "../model/scroll";
import type { Neighbours } from "./actions";
import type { State } from "./state";

// What a person does to the table.
export interface WindowActions {
    /** Freezes what is shown; a replay stands still. */
    togglePause(): void;
    clear(): void;
    follow(): void;
    /** Stops following where the table stands. */
    hold(): void;
    scrollTo(top: number, isAtEnd: boolean): void;
    resize(height: number): void;
    /** Selects a row and shows its detail. */
    open(row: EventRow): void;
    /** The detail of an event that the table may not hold. It stays where it is. */
    openEvent(event: RealtimeEvent): void;
    moveSelection(by: number): void;
    toggleDetail(): void;
    closeDetail(): void;
}

// So close to the oldest row, what is older is loaded.
const nearTop = 40 * rowHeight;

export function windowActions(state: State, { feed, changed }: Neighbours): WindowActions {
    const { window, scroll } = state;

    function select(row: EventRow): void {
        state.selected.value = row;
        scroll.hold(window, state.height.value);
        scroll.reveal(window.indexOf(row.no), window, state.height.value);
        changed();
    }

    return {
        togglePause() {
            state.isPaused.value = !state.isPaused.value;
            if (state.isPaused.value) window.pause();
            else window.resume();
            if (state.mode.value.kind === "replay") {
                if (state.isPaused.value) feed.holdReplay();
                else feed.continueReplay();
            }
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
            if (top < nearTop && !isAtEnd) feed.loadOlder();
            changed();
        },
        resize(height) {
            state.height.value = height;
        },
        open(row) {
            select(row);
            state.isDetailOpen.value = true;
        },
        openEvent(event) {
            state.selected.value = rowOf(event, window.rows());
            state.isDetailOpen.value = true;
        },
        moveSelection(by) {
            const row = neighbour(state, by);
            if (row !== undefined) select(row);
            if (by < 0 && scroll.topOf(window, state.height.value) < nearTop) feed.loadOlder();
        },
        toggleDetail() {
            state.isDetailOpen.value = state.selected.value !== undefined && !state.isDetailOpen.value;
        },
        closeDetail() {
            state.isDetailOpen.value = false;
        },
    };
}

function rowOf(event: RealtimeEvent, rows: Iterable<Row>): EventRow {
    for (const row of rows) {
        if (row.kind === "event" && row.event.seq === event.seq && row.event.id === event.id) return row;
    }
    return { kind: "event", no: -Infinity, level: kindOf(event), event };
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
