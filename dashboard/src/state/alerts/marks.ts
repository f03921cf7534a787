import { computed, signal, type ReadonlySignal } from "@preact/signals";

import { marksOf, type Mark } from "../../model/alerts/marks";
import { textOfMilliseconds } from "../../model/instant";
import { askOf } from "../../model/range";
import { Poll, type Polled } from "../poll";
import type { DeskParts } from "./desk";
import { askTransitions, type Transitions } from "./transitions";

/** Where alerts began and ended, over the time that is charted. */
export interface AlertMarks {
    readonly marks: ReadonlySignal<readonly Mark[]>;
    /** Until what it gives back is called. */
    watch(): () => void;
}

const most = 500;
const every = 30_000;

export function createMarks({ state, neighbours }: DeskParts): AlertMarks {
    const told = signal<Polled<Transitions>>({});
    const isPlayed = computed(() => state.mode.value.kind === "replay");
    // What is played has a span of its own, which stays for a while; what is live moves with each second.
    const ask = (): { from: string; to?: string } => {
        if (!isPlayed.value) return askOf(state.range.value);
        const { from, to } = state.timeSpan.value;
        return { from: textOfMilliseconds(from), to: textOfMilliseconds(to) };
    };
    const poll = new Poll({
        into: told,
        every,
        isVisible: state.isVisible,
        depends: () => void [ask(), state.alertNews.value],
        ask: (ended) => {
            const query = "type:(alert.firing OR alert.resolved)";
            return askTransitions(neighbours.api, { query, ...ask(), limit: most }, ended);
        },
    });
    return {
        marks: computed(() => {
            const { from, to } = state.timeSpan.value;
            return marksOf(told.value.value?.found ?? [], from, to);
        }),
        watch: () => poll.watch(),
    };
}
