import { useState } from "preact/hooks";

import { reachOf, type Limit } from "../../model/alerts/rule_text";
import { ruleTexts as text } from "../../text/alerts";
import { useDesk } from "./use_desk";

// Numbers that a rule holds values against: moved here, the text has them, and the past is judged again.
export function LimitControls() {
    const limits = useDesk().rules.limits.value;
    return (
        <>
            {limits.map((limit) => (
                <LimitControl key={limit.key} limit={limit} />
            ))}
        </>
    );
}

function LimitControl({ limit }: { limit: Limit }) {
    const { rules } = useDesk();
    const [reach, setReach] = useState(() => reachOf(limit));
    const set = (value: number): void => {
        if (Number.isFinite(value)) rules.setLimit(limit, value);
    };
    // A slider that grew while it is dragged would run away.
    const { most, step } = limit.value > reach.most ? reachOf(limit) : reach;
    return (
        <div class="limit" role="group" aria-label={text.limit(limit.key)}>
            <span>{text.limit(limit.key)}</span>
            <input
                type="range"
                aria-label={text.limit(limit.key)}
                min={0}
                max={most}
                step={step}
                value={limit.value}
                onInput={(event) => set(event.currentTarget.valueAsNumber)}
            />
            <input
                type="number"
                class="num"
                aria-label={text.limit(limit.key)}
                step="any"
                value={limit.value}
                onInput={(event) => set(event.currentTarget.valueAsNumber)}
                onChange={() => setReach(reachOf(limit))}
            />
        </div>
    );
}
