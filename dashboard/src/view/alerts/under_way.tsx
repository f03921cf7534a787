import { useEffect } from "preact/hooks";

import { lookAtEvents } from "../../model/alerts/links";
import { formatAge } from "../../model/figures";
import { formatExactTime } from "../../model/format";
import { millisecondsOf } from "../../model/instant";
import type { Partial } from "../../stream/alerts_api";
import { activeTexts, groupText, partialTexts as text } from "../../text/alerts";
import { useApp } from "../context";
import { ProblemLine } from "./answer_note";
import { GroupChips } from "./group_chips";
import { useDesk } from "./use_desk";

// Sequences of a rule that have begun: how far they are, and how long they may still take.
export function UnderWay({ rule }: { rule: string }) {
    const { partial } = useDesk();
    useEffect(() => partial.watch(rule), [partial, rule]);
    const { value, problem } = partial.of(rule).value;
    return (
        <section class="card under-way" aria-label={text.list(rule)}>
            <header>
                <h3>{text.list(rule)}</h3>
            </header>
            <ProblemLine problem={problem} />
            {value?.partial.length === 0 && <p class="dim hint">{text.none}</p>}
            <ul>
                {value?.partial.map((each) => (
                    <Sequence key={`${groupText(each.by)} ${each.since} ${each.events[0]?.seq ?? 0}`} sequence={each} />
                ))}
            </ul>
            {value !== undefined && value.more > 0 && <p class="dim hint">{text.more(value.more)}</p>}
        </section>
    );
}

function Sequence({ sequence: { by, step, steps, since, until, events } }: { sequence: Partial }) {
    const { state, actions } = useApp();
    const now = state.now.value;
    const look = lookAtEvents({ kind: "sequence", events });
    return (
        <li>
            <GroupChips by={by} />
            <progress value={step} max={Math.max(steps, 1)} aria-label={text.step(step, steps)} />
            <span class="num">{text.step(step, steps)}</span>
            <span class="dim num" title={formatExactTime(since)}>
                {activeTexts.since(formatAge(now - millisecondsOf(since)))}
            </span>
            <span class="dim num" title={formatExactTime(until)}>
                {text.left(millisecondsOf(until) - now)}
            </span>
            {look !== undefined && (
                <button
                    type="button"
                    class="link"
                    aria-label={`${activeTexts.events}: ${groupText(by)}`}
                    onClick={() => {
                        actions.ask(look.query);
                        actions.look(look.range);
                        actions.show("events");
                    }}
                >
                    {activeTexts.events}
                </button>
            )}
        </li>
    );
}
