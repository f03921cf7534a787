import { signal, type Signal } from "@preact/signals";

import type { View } from "../model/url";
import type { Neighbours } from "./actions";
import { createIncidentState, incidentActions, type IncidentActions, type IncidentState } from "./incident";
import { createKeepState, keepActions, type KeepActions, type KeepState } from "./keep";
import { createNdjsonState, ndjsonActions, type NdjsonActions, type NdjsonState } from "./ndjson_export";
import { createRelativesState, relativesActions, type RelativesActions, type RelativesState } from "./relatives";
import { createSharedViewsState, sharedViewsActions } from "./shared_views";
import type { SharedViewsActions, SharedViewsState } from "./shared_views";
import type { State } from "./state";

export type DetailTab = "fields" | "json" | "around" | "similar" | "follow";

// One event in full, what it is related to, and what a person keeps of it all.
export interface DetailState extends RelativesState, KeepState, SharedViewsState, NdjsonState, IncidentState {
    readonly detailTab: Signal<DetailTab>;
}

export interface DetailActions
    extends RelativesActions, KeepActions, SharedViewsActions, NdjsonActions, IncidentActions {
    showTab(tab: DetailTab): void;
}

export function createDetailState(_view: View): DetailState {
    return {
        detailTab: signal<DetailTab>("fields"),
        ...createRelativesState(),
        ...createKeepState(),
        ...createSharedViewsState(),
        ...createNdjsonState(),
        ...createIncidentState(),
    };
}

export function detailActions(state: State, neighbours: Neighbours): DetailActions {
    return {
        ...relativesActions(state, neighbours),
        ...keepActions(state, neighbours),
        ...sharedViewsActions(state, neighbours),
        ...ndjsonActions(state, neighbours),
        ...incidentActions(state, neighbours),
        showTab(tab) {
            state.detailTab.value = tab;
        },
    };
}
