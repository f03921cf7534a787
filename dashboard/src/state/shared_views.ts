import { signal, type Signal } from "@preact/signals";

import type { Json } from "../model/json";
import { readShared, tidyName, type SharedView } from "../model/saved_views";
import type { Neighbours } from "./actions";
import { Question, type Lookup } from "./lookup";
import { problemOf, type Problem } from "./poll";
import type { State } from "./state";

/** The views that the broker keeps for everybody. */
export interface SharedViews {
    readonly views: readonly SharedView[];
    /** Also those that this page cannot read. */
    readonly names: readonly string[];
    /** False where they last as long as the broker runs. */
    readonly isKept: boolean;
}

export interface SharedViewsState {
    readonly sharedViews: Signal<Lookup<SharedViews>>;
    /** Why the last change was none. */
    readonly sharedProblem: Signal<Problem | undefined>;
}

export interface SharedViewsActions {
    loadSharedViews(): void;
    /** Shares what is looked at; takes the place of the one that had the name. */
    shareView(name: string): void;
    renameSharedView(view: SharedView, next: string): void;
    forgetSharedView(name: string): void;
}

export function createSharedViewsState(): SharedViewsState {
    return { sharedViews: signal<Lookup<SharedViews>>({ kind: "none" }), sharedProblem: signal(undefined) };
}

export function sharedViewsActions(state: State, { api, actions }: Neighbours): SharedViewsActions {
    const question = new Question(state.sharedViews);

    function load(): void {
        question.renew(async (end) => {
            const { views, kept } = await api.views(end);
            return { views: readShared(views), names: views.map(({ name }) => name), isKept: kept };
        });
    }

    // Whatever came of it, the broker knows what there is now.
    function change(...steps: readonly (() => Promise<void>)[]): void {
        state.sharedProblem.value = undefined;
        steps
            .reduce((before, step) => before.then(step), Promise.resolve())
            .catch((error: unknown) => void (state.sharedProblem.value = problemOf(error)))
            .then(load);
    }

    return {
        loadSharedViews() {
            state.sharedProblem.value = undefined;
            load();
        },
        shareView(name) {
            const { looks } = actions();
            const tidy = tidyName(name);
            if (tidy !== "") change(() => api.putView(tidy, { ...looks() } as unknown as Json));
        },
        renameSharedView({ name, kept }, next) {
            const tidy = tidyName(next);
            const { value: shared } = state.sharedViews;
            const isTaken = shared.kind === "found" && shared.found.names.includes(tidy);
            if (tidy === "" || isTaken) return;
            // First the new one: whatever breaks in between, the view is there.
            change(
                () => api.putView(tidy, kept),
                () => api.deleteView(name),
            );
        },
        forgetSharedView: (name) => change(() => api.deleteView(name)),
    };
}
