import { signal, type ReadonlySignal } from "@preact/signals";

import type { Notifiers } from "../../stream/alerts_api";
import { Poll, problemOf, type Polled, type Problem } from "../poll";
import type { DeskParts } from "./desk";

/** What became of a wish for a test. */
export type NotifierTest =
    | { readonly kind: "asked"; readonly name: string }
    | { readonly kind: "failed"; readonly name: string; readonly problem: Problem };

/** Whom the broker tells of alerts, and how that went. */
export interface NotifierDesk {
    readonly notifiers: ReadonlySignal<Polled<Notifiers>>;
    readonly asked: ReadonlySignal<NotifierTest | undefined>;
    /** Until what it gives back is called. */
    watch(): () => void;
    test(name: string): void;
}

const every = 2000;

export function createNotifiers({ state, api }: DeskParts): NotifierDesk {
    const notifiers = signal<Polled<Notifiers>>({});
    const asked = signal<NotifierTest | undefined>(undefined);
    const poll = new Poll({
        into: notifiers,
        every,
        isVisible: state.isVisible,
        ask: (ended) => api.notifiers(ended),
    });
    return {
        notifiers,
        asked,
        watch: () => poll.watch(),
        test(name) {
            asked.value = { kind: "asked", name };
            api.testNotifier(name).then(
                () => poll.again(),
                (error: unknown) => void (asked.value = { kind: "failed", name, problem: problemOf(error) }),
            );
        },
    };
}
