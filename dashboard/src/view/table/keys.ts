import { rowHeight } from "../../model/scroll";
import type { App } from "../context";
import { pointedByKey } from "./pointer";

// What keys do while the table has the keyboard, beyond what they do anywhere on the page.
export function handleGridKey(event: KeyboardEvent, app: App): void {
    if (!(event.target instanceof Element) || event.target.closest("button, input") !== null) return;
    const action = actionOf(event, app);
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    action();
}

function actionOf(event: KeyboardEvent, app: App): (() => void) | undefined {
    const { state, actions } = app;
    if (event.altKey) return undefined;
    if (event.ctrlKey || event.metaKey) return event.key === "a" ? actions.pickEverything : undefined;
    const by = rowsOf(event.key, state.height.value) * (state.isNewestFirst.value ? -1 : 1);
    if (by !== 0) return () => (event.shiftKey ? actions.pickOn(by) : actions.moveSelection(by));
    switch (event.key) {
        case "ArrowLeft":
            return () => actions.moveCell(-1);
        case "ArrowRight":
            return () => actions.moveCell(1);
        case "x":
            return actions.toggleStrip;
        case "ContextMenu":
            return () => pointedByKey(app);
        case "F10":
            return event.shiftKey ? () => pointedByKey(app) : undefined;
        case "Escape":
            return escapeOf(app);
        default:
            return undefined;
    }
}

function rowsOf(key: string, height: number): number {
    const page = Math.max(Math.floor(height / rowHeight) - 1, 1);
    return { ArrowDown: 1, j: 1, J: 1, ArrowUp: -1, k: -1, K: -1, PageDown: page, PageUp: -page }[key] ?? 0;
}

// One thing at a time; with nothing of the table's own left, the page's Escape.
function escapeOf({ state, actions }: App): (() => void) | undefined {
    if (state.find.value !== undefined) return actions.closeFind;
    if (state.picked.value !== undefined && state.picked.value.beside === state.selected.value) return actions.unpick;
    return state.isStripOpen.value ? actions.toggleStrip : undefined;
}
