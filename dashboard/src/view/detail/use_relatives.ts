import { useEffect } from "preact/hooks";

import type { RealtimeEvent } from "../../model/event";
import { neighbourhoodOf, similarTo } from "../../model/relatives";
import type { Lookup } from "../../state/lookup";
import type { Alike, Around } from "../../state/relatives";
import { useApp } from "../context";

// Whoever holds a key down passes by many events: the broker is asked about the one where they stop.
const pauseMs = 200;

export const usualReach = 8;

export function useRelatives(event: RealtimeEvent): void {
    const { state, actions } = useApp();
    const range = JSON.stringify(state.range.value);
    const neighbourhood = state.neighbourhood.value;
    useEffect(() => after(pauseMs, () => actions.lookAround(event, usualReach)), [event, neighbourhood]);
    useEffect(() => after(pauseMs, () => actions.lookForSimilar(event)), [similarTo(event).query, range]);
}

// Of this event: until it was asked about, the answer is another one's.
export function useAround(event: RealtimeEvent): Lookup<Around> {
    const { state } = useApp();
    const around = state.around.value;
    if (around.kind !== "found") return around;
    const wanted = neighbourhoodOf(event, state.neighbourhood.value);
    return around.found.of === event && around.found.neighbourhood === wanted ? around : { kind: "asking" };
}

export function useSimilar(event: RealtimeEvent): Lookup<Alike> {
    const similar = useApp().state.similar.value;
    const isOther = similar.kind === "found" && similar.found.query !== similarTo(event).query;
    return isOther ? { kind: "asking" } : similar;
}

function after(milliseconds: number, then: () => void): () => void {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
}
