import type { Actions } from "../state/actions";
import type { State } from "../state/state";

// Arrow keys walk through the list below the box; Tab and Enter take what is picked. `choose` says whether there was
// something to take.
export function handleQueryKey(event: KeyboardEvent, state: State, actions: Actions, choose: () => boolean): void {
    if (event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return handleChord(event, actions);
    const isOpen = state.queryList.value !== undefined;
    switch (event.key) {
        case "ArrowDown":
            return done(event, () => (isOpen ? actions.pickInQueryList(1) : actions.completeQuery(cursorOf(event))));
        case "ArrowUp":
            if (isOpen) return done(event, () => actions.pickInQueryList(-1));
            return done(event, actions.showQueries);
        case "Enter":
            return done(event, () => (state.queryPick.value >= 0 && choose()) || actions.applyQuery());
        case "Tab":
            if (isOpen && !event.shiftKey) return take(event, state, actions, choose);
            return;
        case "Escape":
            if (isOpen) return done(event, actions.closeQueryList);
    }
}

// Without a pick, the first: Tab is what shells complete with.
function take(event: KeyboardEvent, state: State, actions: Actions, choose: () => boolean): void {
    done(event, () => {
        if (state.queryPick.value < 0) actions.pickInQueryList(1);
        choose();
    });
}

function handleChord(event: KeyboardEvent, actions: Actions): void {
    if (!event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "r") done(event, actions.showQueries);
    if (event.key === " ") done(event, () => actions.completeQuery(cursorOf(event)));
}

function done(event: KeyboardEvent, what: () => unknown): void {
    event.preventDefault();
    event.stopPropagation();
    what();
}

function cursorOf({ currentTarget }: KeyboardEvent): number {
    return currentTarget instanceof HTMLInputElement ? (currentTarget.selectionStart ?? 0) : 0;
}
