import { signal, type Signal } from "@preact/signals";

import { readAccounting, type Accounting } from "../model/account";
import { rateOf, readStats, type Stats } from "../model/stats";
import type { ClientInfo, EdgeInfo } from "../stream/api";
import type { Neighbours } from "./actions";
import { Poll, type Polled } from "./poll";
import type { State } from "./state";

/** Two answers in a row make a rate; many make a curve. */
export interface Pulse {
    readonly now: Stats;
    readonly before?: Stats;
    /** Events accepted per second, the newest last. */
    readonly accepted: readonly number[];
}

export interface HealthState {
    readonly pulse: Signal<Polled<Pulse>>;
    readonly accounting: Signal<Polled<Accounting>>;
    readonly clients: Signal<Polled<readonly ClientInfo[]>>;
    readonly edges: Signal<Polled<readonly EdgeInfo[]>>;
}

export function createHealthState(): HealthState {
    return { pulse: signal({}), accounting: signal({}), clients: signal({}), edges: signal({}) };
}

export interface HealthActions {
    watchHealth(): () => void;
}

const every = 2000;
/** Brokers tell each other of themselves this often. */
const betweenReports = 5000;
/** Beats that the curve has room for. */
export const longestCurve = 60;

export function healthActions(state: State, { api }: Neighbours): HealthActions {
    const { isVisible } = state;
    const polls = [
        new Poll({
            into: state.pulse,
            every,
            isVisible,
            ask: async (ended) => beat(state.pulse.peek().value, readStats(await api.stats(ended))),
        }),
        new Poll({
            into: state.accounting,
            every,
            isVisible,
            ask: async (ended) => readAccounting(await api.accounting(ended)),
        }),
        new Poll({ into: state.clients, every, isVisible, ask: (ended) => api.clients(ended) }),
        new Poll({ into: state.edges, every: betweenReports, isVisible, ask: (ended) => api.edges(ended) }),
    ];
    return {
        watchHealth() {
            const ends = polls.map((poll) => poll.watch());
            return () => ends.forEach((end) => end());
        },
    };
}

function beat(last: Pulse | undefined, now: Stats): Pulse {
    const accepted = rateOf(last?.now, now, "accepted");
    return {
        now,
        ...(last !== undefined && { before: last.now }),
        accepted: [...(last?.accepted ?? []), ...(accepted === undefined ? [] : [accepted])].slice(-longestCurve),
    };
}
