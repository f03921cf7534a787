import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";

import { askOf } from "../../model/range";
import { Poll, type Polled } from "../poll";
import type { DeskParts } from "./desk";
import { readPlace } from "./place";
import { askTransitions, type Transitions } from "./transitions";

/** What became of alerts, newest first. */
export interface AlertHistory {
    readonly transitions: ReadonlySignal<Polled<Transitions>>;
    /** Empty: of all of them. */
    readonly rule: ReadonlySignal<string>;
    /** Until what it gives back is called. */
    watch(): () => void;
    ofRule(name: string): void;
    more(): void;
}

const page = 100;
const every = 10_000;

export function createHistory({ state, neighbours }: DeskParts): AlertHistory {
    const told: Signal<Polled<Transitions & { readonly query: string }>> = signal({});
    const rule = signal("");
    const limit = signal(page);
    const query = (): string => {
        const place = readPlace(state.alertPlace.value);
        const alert = place.tab === "history" && place.of !== "" ? `fingerprint:${JSON.stringify(place.of)}` : "";
        return [alert, rule.value === "" ? "" : `rule:${JSON.stringify(rule.value)}`].join(" ").trim();
    };
    const poll = new Poll({
        into: told,
        every,
        isVisible: state.isVisible,
        depends: () => void [query(), limit.value, state.alertNews.value, state.range.value],
        ask: async (ended) => {
            const ask = { query: query(), ...askOf(state.range.value), limit: limit.value };
            return { query: ask.query, ...(await askTransitions(neighbours.api, ask, ended)) };
        },
    });
    return {
        // What was asked of others is not shown as theirs.
        transitions: computed(() => {
            const { value, problem } = told.value;
            return value === undefined || value.query === query()
                ? told.value
                : problem === undefined
                  ? {}
                  : { problem };
        }),
        rule,
        watch: () => poll.watch(),
        ofRule(name) {
            rule.value = name;
            limit.value = page;
        },
        more() {
            limit.value += page;
        },
    };
}
