import { alertTexts, ruleTexts as text } from "../../text/alerts";
import { useApp } from "../context";
import { AnswerNote } from "./answer_note";
import { RuleList } from "./rule_list";
import { RulePage } from "./rule_page";
import { useDesk } from "./use_desk";

// The rules, or one of them.
export function RulesPart() {
    const { state, actions } = useApp();
    const desk = useDesk();
    const place = desk.place.value;
    if (place.isNew || place.of !== "") return <RulePage key={state.alertPlace.value} place={place} />;
    const { rules } = desk.alerts.value;
    const polled = state.alerts.value;
    return (
        <>
            <div class="bar">
                <button type="button" class="set" onClick={() => actions.showAlerts(`new/${state.asked.value}`)}>
                    {text.create}
                </button>
            </div>
            <AnswerNote of={polled} />
            {polled.value !== undefined && rules.length === 0 && <p class="nothing">{text.none}</p>}
            {rules.length > 0 && <RuleList rules={rules} />}
            {polled.problem !== undefined && polled.value === undefined && (
                <p class="nothing">{alertTexts.unavailable}</p>
            )}
        </>
    );
}
