import { patternProblem, splitPatterns } from "../model/topic";
import { pageActions, type PageActions } from "./page_actions";
import type { State } from "./state";
import { streamActions, type StreamActions } from "./stream_actions";
import { tableActions, type TableActions } from "./table_actions";

export type Actions = StreamActions & TableActions & PageActions & ConnectionActions;

export interface ConnectionActions {
    /** Watches other topics, from their newest events on. Says what is wrong with what was typed, or nothing. */
    watch(typed: string): string | undefined;
    retryNow(): void;
}

// What the actions need beside the state.
export interface Neighbours {
    /** Runs it before the next frame, once. */
    nextFrame(then: () => void): void;
    watch(topics: readonly string[]): void;
    retryNow(): void;
}

export function createActions(state: State, neighbours: Neighbours): Actions {
    let isScheduled = false;
    function changed(): void {
        if (isScheduled) return;
        isScheduled = true;
        neighbours.nextFrame(() => {
            isScheduled = false;
            state.revision.value += 1;
        });
    }

    const table = tableActions(state, changed);
    return {
        ...streamActions(state, changed),
        ...table,
        ...pageActions(state),
        watch(typed) {
            const topics = splitPatterns(typed);
            if (topics.length === 0) topics.push(">");
            for (const topic of topics) {
                const problem = patternProblem(topic);
                if (problem !== undefined) return `${topic}: ${problem}`;
            }
            if (topics.join() !== state.topics.value.join()) {
                state.topics.value = topics;
                table.clear();
                neighbours.watch(topics);
            }
            return undefined;
        },
        retryNow: () => neighbours.retryNow(),
    };
}
