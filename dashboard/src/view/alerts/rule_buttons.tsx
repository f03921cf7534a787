import { useState } from "preact/hooks";

import { nameOf } from "../../model/alerts/rule_text";
import type { RuleText } from "../../stream/alerts_api";
import { ruleTexts as text } from "../../text/alerts";
import { problemText } from "./answer_note";
import { useDesk } from "./use_desk";

// Keeps the text as a rule of the broker's, or gives it up.
export function RuleButtons({ rule, isNew }: { rule: RuleText; isNew: boolean }) {
    const { rules } = useDesk();
    const name = nameOf(rules.yaml.value);
    const isChanged = rules.isChanged.value;
    const change = rules.change.value;
    const isRunning = change.kind === "running";
    const canSave = rule.canChange && name !== "" && (isNew || isChanged) && !isRunning;
    return (
        <div class="rule-foot">
            <p class="say" role="status">
                <Say rule={rule} name={name} isNew={isNew} />
            </p>
            {!isNew && rule.canChange && <RemoveButton isRunning={isRunning} />}
            {isChanged && (
                <button type="button" class="set" onClick={rules.revert}>
                    {text.revert}
                </button>
            )}
            <button type="button" class="primary" disabled={!canSave} onClick={rules.save}>
                {isRunning ? text.saving : text.save}
            </button>
        </div>
    );
}

function Say({ rule, name, isNew }: { rule: RuleText; name: string; isNew: boolean }) {
    const { rules } = useDesk();
    const change = rules.change.value;
    if (change.kind === "saved") return <span class="dim">✓ {text.saved(change.name)}</span>;
    if (change.kind === "failed" && rules.textProblem.value === undefined) {
        return <span class="alarm">{problemText(change.problem)}</span>;
    }
    if (!rule.canChange) return <span class="dim">{isNew ? text.mayNotNew : text.mayNot(rule.whyNot)}</span>;
    if (name === "") return <span class="alarm">{text.noName}</span>;
    return !isNew && name !== rule.name ? <span class="dim">{text.otherName(name)}</span> : null;
}

// Asks once more: nothing brings it back.
function RemoveButton({ isRunning }: { isRunning: boolean }) {
    const { rules } = useDesk();
    const [isSure, setSure] = useState(false);
    return (
        <button
            type="button"
            class={`set${isSure ? " alarm" : ""}`}
            disabled={isRunning}
            onBlur={() => setSure(false)}
            onClick={() => (isSure ? rules.remove() : setSure(true))}
        >
            {isSure ? text.removeNow : text.remove}
        </button>
    );
}
