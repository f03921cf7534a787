import type { Actions } from "../../state/actions";
import type { State } from "../../state/state";

const page = 10;

// The time line by keyboard. What it takes does not reach the page's shortcuts.
export function handleTimeKey(event: KeyboardEvent, state: State, actions: Actions): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const does = actionOf(event, state, actions);
    if (does === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    does();
}

function actionOf(event: KeyboardEvent, state: State, actions: Actions): (() => void) | undefined {
    const { value: cursor } = state.timeCursor;
    const move = (by: number) => () => actions.moveTimeCursor(by, event.shiftKey);
    switch (event.key) {
        case "ArrowLeft":
            return move(-1);
        case "ArrowRight":
            return move(1);
        case "PageDown":
            return move(-page);
        case "PageUp":
            return move(page);
        case "Home":
            return move(-Infinity);
        case "End":
            return move(Infinity);
        case "-":
            return () => actions.zoomOut();
        case "Enter":
            return cursor === undefined ? undefined : () => enter(cursor, state, actions);
        case "p":
        case "P":
            return cursor === undefined ? undefined : () => actions.playFrom(cursor);
        case "Escape":
            return cursor === undefined ? undefined : () => actions.pointAt(undefined);
        default:
            return undefined;
    }
}

// What is selected, or the bar at the cursor.
function enter(cursor: number, state: State, actions: Actions): void {
    const { value: anchor } = state.timeAnchor;
    const { width } = state.timeline.value;
    if (anchor === undefined) actions.zoom(cursor, cursor + width);
    else actions.zoom(Math.min(anchor, cursor), Math.max(anchor, cursor) + width);
}
