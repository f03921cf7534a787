import type { ComponentType } from "preact";

import type { TabName } from "../../state/alerts/place";
import { alertTexts } from "../../text/alerts";
import { ActiveAlerts } from "./active_alerts";
import { AlertHistory } from "./alert_history";
import { NotifierList } from "./notifier_list";
import { RulesPart } from "./rules_part";
import { SilencesPart } from "./silences_part";
import { panelId, tabId, Tabs } from "./tabs";
import { useDesk } from "./use_desk";

const parts: Readonly<Record<TabName, ComponentType>> = {
    active: ActiveAlerts,
    history: AlertHistory,
    silences: SilencesPart,
    rules: RulesPart,
    notifiers: NotifierList,
};

// What is wrong now, what was, who is told, and which rules say so.
export function AlertsView() {
    const desk = useDesk();
    const { tab } = desk.place.value;
    const { problem } = desk.alerts.value;
    const Part = parts[tab];
    return (
        <main class="panel-view alerts" aria-label={alertTexts.view}>
            <header class="panel-head">
                <h2>{alertTexts.view}</h2>
                <Tabs />
            </header>
            <div class="panel-scroll" role="tabpanel" id={panelId} aria-labelledby={tabId(tab)} tabIndex={0}>
                {problem !== "" && (
                    <p class="note-box" role="alert">
                        {alertTexts.problem(problem)}
                    </p>
                )}
                <Part />
            </div>
        </main>
    );
}
