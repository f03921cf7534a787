import { Finder, hitFrom } from "../model/find";
import { findPattern } from "../model/marks";
import { rowHeight } from "../model/scroll";
import type { Neighbours } from "./actions";
import type { State } from "./state";

// Find-in-view: rows that say something are marked; what the query shows stays.
export interface FindActions {
    openFind(): void;
    closeFind(): void;
    findText(text: string): void;
    /** Looks on through the rows for so long, in milliseconds. Called again and again while the bar is open. */
    lookOn(milliseconds: number, clock: () => number): void;
    goToHit(by: 1 | -1): void;
}

// Between two looks through rows that go on coming, in milliseconds.
const rest = 500;

export function findActions(state: State, neighbours: Neighbours): FindActions {
    const { window } = state;
    let lookedAt = { revision: -1, until: 0 };

    function tell(isDone: boolean): void {
        const { find, finder, selected } = state;
        if (find.value === undefined) return;
        const hits = finder.value?.hits ?? [];
        const at = selected.value === undefined ? 0 : positionOf(hits, selected.value.no) + 1;
        const { text, ...before } = find.value;
        // A signal that is given the same again would draw the table again.
        if (before.count === hits.length && before.at === at && before.isDone === isDone) return;
        find.value = { text, count: hits.length, at, isDone };
    }

    return {
        openFind() {
            state.find.value ??= { text: "", count: 0, at: 0, isDone: true };
        },
        closeFind() {
            state.find.value = undefined;
            state.finder.value = undefined;
        },
        findText(text) {
            const pattern = findPattern(text);
            state.finder.value = pattern && new Finder(pattern);
            state.find.value = { text, count: 0, at: 0, isDone: pattern === undefined };
        },
        lookOn(milliseconds, clock) {
            const [began, revision] = [clock(), state.revision.peek()];
            if (state.find.value?.isDone === true) {
                if (revision === lookedAt.revision || began < lookedAt.until) return tell(true);
            }
            const isDone = state.finder.value?.look(window, () => clock() >= began + milliseconds) ?? true;
            if (isDone) lookedAt = { revision, until: began + rest };
            tell(isDone || (state.find.value?.isDone ?? false));
        },
        goToHit(by) {
            const hit = hitFrom(state.finder.value?.hits ?? [], state.selected.value?.no ?? aboveView(state), by);
            if (hit !== undefined) neighbours.actions().selectRow(hit);
            tell(state.find.value?.isDone ?? true);
        },
    };
}

// The row before the first that is seen.
function aboveView({ window, scroll, height }: State): number | undefined {
    const first = Math.ceil(scroll.topOf(window, height.value) / rowHeight);
    return window.shown.at(first - 1)?.no;
}

function positionOf(sorted: readonly number[], no: number): number {
    let [low, high] = [0, sorted.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((sorted[middle] ?? Infinity) < no) low = middle + 1;
        else high = middle;
    }
    return sorted[low] === no ? low : -1;
}
