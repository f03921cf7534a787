import { useEffect } from "preact/hooks";

import type { Place } from "../../state/alerts/place";
import type { RuleText } from "../../stream/alerts_api";
import { alertTexts, ruleTexts as text } from "../../text/alerts";
import { useApp } from "../context";
import { ForeignText } from "../foreign_text";
import { LimitControls } from "./limit_controls";
import { RuleButtons } from "./rule_buttons";
import { TrialPart } from "./trial_part";
import { UnderWay } from "./under_way";
import { useDesk } from "./use_desk";
import { YamlBox } from "./yaml_box";

// A rule: its text, and what it would have said of what is stored.
export function RulePage({ place }: { place: Place }) {
    const { rules } = useDesk();
    useEffect(() => {
        rules.open(place);
        return rules.close;
    }, [rules, place.of, place.isNew]);
    const opened = rules.opened.value;
    return (
        <>
            <Head place={place} />
            {opened.kind === "asking" && <p class="nothing">{alertTexts.asking}</p>}
            {opened.kind === "failed" && (
                <p class="note-box" role="alert">
                    {alertTexts.failed(opened.detail)}
                </p>
            )}
            {opened.kind === "found" && <Opened rule={opened.found} place={place} />}
        </>
    );
}

function Head({ place }: { place: Place }) {
    const { actions } = useApp();
    return (
        <div class="bar">
            <button type="button" class="link" onClick={() => actions.showAlerts("rules")}>
                ‹ {text.back}
            </button>
            <h3>{place.isNew ? text.newOne : <ForeignText text={place.of} />}</h3>
        </div>
    );
}

function Opened({ rule, place }: { rule: RuleText; place: Place }) {
    const { alerts, rules } = useDesk();
    const isSequence = alerts.value.rules.some(({ name, kind }) => name === rule.name && kind === "sequence");
    const run = rules.run;
    return (
        <div class="rule-page">
            <section class="card rule-editor" aria-label={text.editor}>
                <YamlBox />
                <LimitControls />
                <RuleButtons rule={rule} isNew={place.isNew} />
            </section>
            <TrialPart trial={run.trial.value} isRunning={run.isRunning.value} />
            {isSequence && <UnderWay rule={rule.name} />}
        </div>
    );
}
