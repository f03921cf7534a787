import type { View } from "../model/url";
import { alertsActions, createAlertsState, type AlertsActions, type AlertsState } from "./alerts";
import type { Neighbours } from "./actions";
import { createHealthState, healthActions, type HealthActions, type HealthState } from "./health";
import { createLevelsState, levelsActions, type LevelsActions, type LevelsState } from "./levels";
import { createRunsState, runsActions, type RunsActions, type RunsState } from "./runs";
import { createSideState, sideActions, type SideActions, type SideState } from "./side";
import type { State } from "./state";
import { createTemplatesState, templatesActions, type TemplatesActions, type TemplatesState } from "./templates";

// The side panel and the views beside the events.
export type PanelState = SideState & TemplatesState & RunsState & HealthState & LevelsState & AlertsState;

export function createPanelState(view: View): PanelState {
    return {
        ...createSideState(),
        ...createTemplatesState(view),
        ...createRunsState(),
        ...createHealthState(),
        ...createLevelsState(),
        ...createAlertsState(view),
    };
}

export type PanelActions = SideActions & TemplatesActions & RunsActions & HealthActions & LevelsActions & AlertsActions;

export function panelActions(state: State, neighbours: Neighbours): PanelActions {
    return {
        ...sideActions(state, neighbours),
        ...templatesActions(state, neighbours),
        ...runsActions(state, neighbours),
        ...healthActions(state, neighbours),
        ...levelsActions(state, neighbours),
        ...alertsActions(state, neighbours),
    };
}
