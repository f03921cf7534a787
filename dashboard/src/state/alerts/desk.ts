import { computed, type ReadonlySignal } from "@preact/signals";

import { noAlerts, readAlerts, type Alerts } from "../../model/alerts/alert";
import { createAlertsApi, type AlertsApi } from "../../stream/alerts_api";
import type { Actions, Neighbours } from "../actions";
import type { State } from "../state";
import { createDesktop, type Desktop } from "./desktop";
import { createHistory, type AlertHistory } from "./history";
import { createMarks, type AlertMarks } from "./marks";
import { createMuting, type Muting } from "./muting";
import { createNotifiers, type NotifierDesk } from "./notifiers";
import { createPartial, type PartialDesk } from "./partial";
import { readPlace, type Place } from "./place";
import { createRules, type RuleDesk } from "./rules";
import { createSilences, type SilenceDesk } from "./silences";

// All that the page can do about alerts. It comes with their view; `state/alerts.ts` is what is there before.
export interface AlertDesk {
    readonly alerts: ReadonlySignal<Alerts>;
    readonly place: ReadonlySignal<Place>;
    readonly muting: Muting;
    readonly history: AlertHistory;
    readonly marks: AlertMarks;
    readonly silences: SilenceDesk;
    readonly rules: RuleDesk;
    readonly partial: PartialDesk;
    readonly notifiers: NotifierDesk;
    readonly desktop: Desktop;
}

/** What its parts are made with. */
export interface DeskParts {
    readonly state: State;
    readonly api: AlertsApi;
    readonly neighbours: Neighbours;
    readonly alerts: ReadonlySignal<Alerts>;
    actions(): Actions;
}

export function createAlertDesk(state: State, neighbours: Neighbours): AlertDesk {
    const alerts = computed(() => {
        const { value } = state.alerts.value;
        return value === undefined ? noAlerts : readAlerts(value);
    });
    const api = createAlertsApi(neighbours.api);
    const parts: DeskParts = { state, api, neighbours, alerts, actions: neighbours.actions };
    return {
        alerts,
        place: computed(() => readPlace(state.alertPlace.value)),
        muting: createMuting(parts),
        history: createHistory(parts),
        marks: createMarks(parts),
        silences: createSilences(parts),
        rules: createRules(parts),
        partial: createPartial(parts),
        notifiers: createNotifiers(parts),
        desktop: createDesktop(parts),
    };
}
