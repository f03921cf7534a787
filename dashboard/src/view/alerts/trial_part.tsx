import type { Trial, TrialCount, TrialTransition } from "../../model/alerts/trial";
import { querySeqs } from "../../model/alerts/links";
import { textOfMilliseconds } from "../../model/instant";
import { formatCount, formatStyled } from "../../model/format";
import { trialSpans } from "../../state/alerts/rules";
import { activeTexts, groupText, ruleTexts as text } from "../../text/alerts";
import { useApp } from "../context";
import { ForeignText } from "../foreign_text";
import { ProblemLine } from "./answer_note";
import { GroupChips } from "./group_chips";
import { TrialStrip } from "./trial_strip";
import { useDesk } from "./use_desk";

const shown = 100;
const withDate = { clock: "local", withDate: true, withNanoseconds: false } as const;

// The stored past, judged by the text as it stands: before anybody trusts it.
export function TrialPart({ trial, isRunning }: { trial: Trial | undefined; isRunning: boolean }) {
    const { rules } = useDesk();
    const problem = rules.textProblem.value === undefined ? rules.run.problem.value : undefined;
    const isWrong = rules.run.problem.value !== undefined;
    return (
        <section class={`card trial${isRunning || isWrong ? " stale" : ""}`} aria-label={text.past}>
            <header>
                <h3>{text.past}</h3>
                <span class="dim num" role="status">
                    {trial !== undefined && (isRunning ? text.judging(trial.events) : text.judged(trial.events))}
                </span>
                <span class="grow" />
                <SpanButtons />
            </header>
            <ProblemLine problem={problem} />
            {trial !== undefined && (
                <div class="trial-found">
                    {trial.rules.map((count) => (
                        <Counts key={count.name} count={count} isNamed={trial.rules.length > 1} />
                    ))}
                    {!trial.isComplete && <p class="alarm">{text.partly}</p>}
                    <Complaints complaints={trial.complaints} />
                    <TrialStrip trial={trial} />
                    {trial.transitions.length === 0 && trial.isDone && <p class="dim">{text.nothing}</p>}
                    <Transitions trial={trial} />
                </div>
            )}
        </section>
    );
}

function SpanButtons() {
    const { rules } = useDesk();
    return (
        <div class="seg" role="group" aria-label={text.span}>
            {trialSpans.map((span) => (
                <button
                    key={span}
                    type="button"
                    aria-pressed={rules.span.value === span}
                    onClick={() => rules.look(span)}
                >
                    {span}
                </button>
            ))}
        </div>
    );
}

function Counts({ count, isNamed }: { count: TrialCount; isNamed: boolean }) {
    const figures = [
        [text.fired, count.firing],
        [text.resolved, count.resolved],
        [text.pending, count.pending],
        [text.matchedShort, count.matched],
        [text.messages, count.messages],
        [text.overflow, count.overflow],
    ] as const;
    return (
        <p class="counts num">
            {isNamed && (
                <b>
                    <ForeignText text={count.name} />
                </b>
            )}
            {figures
                .filter(([name, value]) => value > 0 || name === text.fired)
                .map(([name, value]) => (
                    <span key={name}>
                        <b>{formatCount(value)}</b> <span class="dim">{name}</span>
                    </span>
                ))}
        </p>
    );
}

function Complaints({ complaints }: { complaints: readonly string[] }) {
    if (complaints.length === 0) return null;
    return (
        <>
            <h4>{text.complaints}</h4>
            <ul class="complaints">
                {complaints.map((each) => (
                    <li key={each} class="alarm">
                        <ForeignText text={each} />
                    </li>
                ))}
            </ul>
        </>
    );
}

function Transitions({ trial }: { trial: Trial }) {
    const { transitions, isCut } = trial;
    if (transitions.length === 0) return null;
    return (
        <>
            <div class="wide">
                <table class="list" aria-label={text.transitions}>
                    <tbody>
                        {transitions.slice(0, shown).map((each, index) => (
                            <Row key={`${each.at} ${index}`} transition={each} trial={trial} />
                        ))}
                    </tbody>
                </table>
            </div>
            {transitions.length > shown && <p class="dim">{text.shown(shown, transitions.length)}</p>}
            {isCut && <p class="dim">{text.cut}</p>}
        </>
    );
}

function Row({ transition, trial }: { transition: TrialTransition; trial: Trial }) {
    const { actions } = useApp();
    const { at, state, by, message, seqs } = transition;
    return (
        <tr>
            <td class="num when">{formatStyled(at, withDate, 0)}</td>
            <td class={state === "firing" ? "fires" : "dim"}>{activeTexts.stateOf(transition)}</td>
            <td>
                <GroupChips by={by} />
            </td>
            <td class="message">
                <ForeignText text={message} />
            </td>
            <td>
                {seqs.length > 0 && (
                    <button
                        type="button"
                        class="link"
                        aria-label={`${activeTexts.events}: ${groupText(by)} ${formatStyled(at, withDate, 0)}`}
                        onClick={() => {
                            const [from, to] = [textOfMilliseconds(trial.from), textOfMilliseconds(trial.to)];
                            actions.ask(querySeqs(seqs));
                            actions.look({ kind: "between", from, to });
                            actions.show("events");
                        }}
                    >
                        {activeTexts.events}
                    </button>
                )}
            </td>
        </tr>
    );
}
