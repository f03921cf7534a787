import { signal, type ReadonlySignal, type Signal } from "@preact/signals";

import type { Partials } from "../../stream/alerts_api";
import { Poll, type Polled } from "../poll";
import type { DeskParts } from "./desk";

/** Sequences that have begun and are not over. */
export interface PartialDesk {
    /** Of a rule, as long as they are watched. */
    of(rule: string): ReadonlySignal<Polled<Partials>>;
    watch(rule: string): () => void;
}

interface Watched {
    readonly into: Signal<Polled<Partials>>;
    readonly poll: Poll<Partials>;
}

const every = 2000;

export function createPartial({ state, api }: DeskParts): PartialDesk {
    const watched = new Map<string, Watched>();

    function of(rule: string): Watched {
        const known = watched.get(rule);
        if (known !== undefined) return known;
        const into = signal<Polled<Partials>>({});
        const ask = (ended: AbortSignal): Promise<Partials> => api.partial(rule, ended);
        const made = { into, poll: new Poll({ into, every, isVisible: state.isVisible, ask }) };
        watched.set(rule, made);
        return made;
    }

    return { of: (rule) => of(rule).into, watch: (rule) => of(rule).poll.watch() };
}
