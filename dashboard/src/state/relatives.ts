import { signal, type Signal } from "@preact/signals";

import type { RealtimeEvent } from "../model/event";
import type { Json } from "../model/json";
import { withTerm } from "../model/query/edit";
import { askOf } from "../model/range";
import { aroundQuery, neighbourhoodOf, similarTo, type Neighbourhood, type Similar } from "../model/relatives";
import { swimLanes, type SwimLanes } from "../model/swim_lanes";
import type { Api, EventsAsk, Histogram } from "../stream/api";
import type { Neighbours } from "./actions";
import { Question, type Lookup } from "./lookup";
import type { State } from "./state";

// The events that one event is looked at together with: around it, similar to it, with the same value.

export interface Around {
    readonly of: RealtimeEvent;
    readonly neighbourhood: Neighbourhood;
    /** Oldest first, without the event itself. */
    readonly before: readonly RealtimeEvent[];
    readonly after: readonly RealtimeEvent[];
    readonly hasEarlier: boolean;
}

export interface Alike extends Similar {
    readonly histogram: Histogram;
    /** Newest first. */
    readonly newest: readonly RealtimeEvent[];
}

export interface Followed {
    readonly lanes: SwimLanes;
    /** There are more than the page shows. */
    readonly isCut: boolean;
}

export interface FollowedValue {
    readonly field: string;
    readonly value: Json;
    readonly query: string;
}

export interface RelativesState {
    /** What a person wants to see around events. */
    readonly neighbourhood: Signal<Neighbourhood>;
    readonly around: Signal<Lookup<Around>>;
    readonly similar: Signal<Lookup<Alike>>;
    readonly following: Signal<FollowedValue | undefined>;
    readonly followed: Signal<Lookup<Followed>>;
}

export interface RelativesActions {
    setNeighbourhood(neighbourhood: Neighbourhood): void;
    /** So many events on either side. */
    lookAround(event: RealtimeEvent, reach: number): void;
    lookForSimilar(event: RealtimeEvent): void;
    /** Shows the tab that looks up every event of the range that has the value. */
    followValue(field: string, value: Json): void;
    lookForFollowed(): void;
    endFollowing(): void;
}

const mostFollowed = 500;
const mostSimilar = 20;

export function createRelativesState(): RelativesState {
    return {
        neighbourhood: signal<Neighbourhood>("thread"),
        around: signal<Lookup<Around>>({ kind: "none" }),
        similar: signal<Lookup<Alike>>({ kind: "none" }),
        following: signal<FollowedValue | undefined>(undefined),
        followed: signal<Lookup<Followed>>({ kind: "none" }),
    };
}

export function relativesActions(state: State, { api }: Neighbours): RelativesActions {
    const around = new Question(state.around);
    const similar = new Question(state.similar);
    const followed = new Question(state.followed);

    return {
        setNeighbourhood(neighbourhood) {
            state.neighbourhood.value = neighbourhood;
        },
        lookAround(event, reach) {
            const neighbourhood = neighbourhoodOf(event, state.neighbourhood.value);
            around.renew((end) => askAround(api, event, neighbourhood, reach, end));
        },
        lookForSimilar(event) {
            const alike = similarTo(event);
            const ask = { query: alike.query, ...askOf(state.range.value) };
            similar.ask(async (end) => {
                const [histogram, newest] = await Promise.all([
                    api.histogram(ask, end),
                    collect(api, { ...ask, limit: mostSimilar }, end),
                ]);
                return { ...alike, histogram, newest: newest.found };
            });
        },
        followValue(field, value) {
            state.following.value = { field, value, query: withTerm("", field, value, "include") };
            state.detailTab.value = "follow";
            followed.forget();
        },
        lookForFollowed() {
            const query = state.following.value?.query;
            if (query === undefined) return;
            const ask: EventsAsk = { query, ...askOf(state.range.value), order: "oldest", limit: mostFollowed };
            followed.renew(async (end) => {
                const { found, isCut } = await collect(api, ask, end);
                return { lanes: swimLanes(found), isCut };
            });
        },
        endFollowing() {
            followed.forget();
            state.following.value = undefined;
            if (state.detailTab.value === "follow") state.detailTab.value = "fields";
        },
    };
}

async function askAround(
    api: Api,
    event: RealtimeEvent,
    neighbourhood: Neighbourhood,
    reach: number,
    end: AbortSignal,
): Promise<Around> {
    const query = aroundQuery(event, neighbourhood);
    const [before, after] = await Promise.all([
        collect(api, { query, before: event.seq, order: "newest", limit: reach }, end),
        collect(api, { query, after: event.seq, order: "oldest", limit: reach }, end),
    ]);
    return {
        of: event,
        neighbourhood,
        before: [...before.found].reverse(),
        after: after.found,
        hasEarlier: before.found.length >= reach,
    };
}

async function collect(
    api: Api,
    ask: EventsAsk,
    end: AbortSignal,
): Promise<{ readonly found: readonly RealtimeEvent[]; readonly isCut: boolean }> {
    const found: RealtimeEvent[] = [];
    const done = await api.events(ask, { events: (events) => void found.push(...events) }, end);
    return { found, isCut: done.next !== undefined };
}
