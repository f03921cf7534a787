import { useApp } from "../context";
import { activeTexts } from "../../text/alerts";
import { AlertCard } from "./alert_card";
import { AnswerNote } from "./answer_note";
import { UnderWay } from "./under_way";
import { MoreButton, useMore } from "./more";
import { useDesk } from "./use_desk";

// More rules than this have no place here; each has its own.
const shownRules = 5;

// What stands now, the most urgent first.
export function ActiveAlerts() {
    const { state } = useApp();
    const desk = useDesk();
    const { alerts, rules } = desk.alerts.value;
    const place = desk.place.value;
    const polled = state.alerts.value;
    const more = useMore(alerts);
    return (
        <>
            <AnswerNote of={polled} />
            {polled.value !== undefined && alerts.length === 0 && <Nothing hasRules={rules.length > 0} />}
            {alerts.length > 0 && (
                <ul class="alert-list" aria-label={activeTexts.list}>
                    {more.shown.map((alert) => (
                        <AlertCard
                            key={alert.fingerprint}
                            alert={alert}
                            isChosen={place.of !== "" && place.of === alert.fingerprint}
                        />
                    ))}
                </ul>
            )}
            <MoreButton {...more} />
            {rules
                .filter(({ partial }) => partial > 0)
                .slice(0, shownRules)
                .map(({ name }) => (
                    <UnderWay key={name} rule={name} />
                ))}
        </>
    );
}

function Nothing({ hasRules }: { hasRules: boolean }) {
    return (
        <div class="nothing">
            <p>{hasRules ? `✓ ${activeTexts.none}` : activeTexts.noRules}</p>
            {!hasRules && <p class="dim">{activeTexts.noRulesHint}</p>}
        </div>
    );
}
