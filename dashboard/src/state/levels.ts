import { signal, type Signal } from "@preact/signals";

import { usualSpan, type LevelTarget } from "../model/levels";
import type { PublisherLevels } from "../stream/api";
import type { Neighbours } from "./actions";
import { Poll, problemOf, type Polled, type Problem } from "./poll";
import type { State } from "./state";

/** What somebody wanted of a logger last, and what became of it. */
export type LevelAsked =
    | { readonly kind: "asked"; readonly target: LevelTarget; readonly level: string }
    | { readonly kind: "failed"; readonly target: LevelTarget; readonly problem: Problem };

export interface LevelsState {
    /** Of the connected programs that let their levels be set. */
    readonly publishers: Signal<Polled<readonly PublisherLevels[]>>;
    readonly levelAsked: Signal<LevelAsked | undefined>;
}

export interface LevelsActions {
    watchLevels(): () => void;
    /** For a while (`5m`): the program goes back by itself. */
    setLevel(target: LevelTarget, level: string, span?: string): void;
}

export function createLevelsState(): LevelsState {
    return { publishers: signal({}), levelAsked: signal<LevelAsked | undefined>(undefined) };
}

const every = 5000;
// So long it takes a program to hear of it, and the broker to hear that it did.
const settling = 1000;

export function levelsActions(state: State, { api }: Neighbours): LevelsActions {
    const poll = new Poll({
        into: state.publishers,
        every,
        isVisible: state.isVisible,
        ask: (ended) => api.levels(ended),
    });
    const settled = (asked: LevelAsked): void => {
        poll.again();
        if (state.levelAsked.value === asked) state.levelAsked.value = undefined;
    };
    return {
        watchLevels: () => poll.watch(),
        setLevel(target, level, span = usualSpan) {
            const asked: LevelAsked = { kind: "asked", target, level };
            state.levelAsked.value = asked;
            api.setLevel({ ...target, level, for: span }).then(
                () => {
                    poll.again();
                    setTimeout(() => settled(asked), settling);
                },
                (error: unknown) => {
                    if (state.levelAsked.value !== asked) return;
                    state.levelAsked.value = { kind: "failed", target, problem: problemOf(error) };
                },
            );
        },
    };
}
