import { useEffect } from "preact/hooks";

import { formatStyled } from "../../model/format";
import { usualSilence } from "../../state/alerts/silences";
import type { Silence } from "../../stream/alerts_api";
import { silenceTexts as text } from "../../text/alerts";
import { ForeignText } from "../foreign_text";
import { AnswerNote } from "./answer_note";
import { SilenceForm } from "./silence_form";
import { useDesk } from "./use_desk";

const withDate = { clock: "local", withDate: true, withNanoseconds: false } as const;

// What is kept quiet, by whom and why.
export function SilencesPart() {
    const { silences } = useDesk();
    useEffect(() => silences.watch(), [silences]);
    const polled = silences.silences.value;
    const { value } = polled;
    return (
        <>
            {silences.draft.value === undefined ? (
                <div class="bar">
                    <button type="button" class="set" onClick={() => silences.edit(usualSilence)}>
                        {text.create}
                    </button>
                </div>
            ) : (
                <SilenceForm draft={silences.draft.value} />
            )}
            <AnswerNote of={polled} />
            {value?.silences.length === 0 && <p class="nothing">{text.none}</p>}
            {value !== undefined && value.silences.length > 0 && <SilenceList silences={value.silences} />}
            {value?.isKept === false && <p class="nothing">{text.notKept}</p>}
        </>
    );
}

function SilenceList({ silences }: { silences: readonly Silence[] }) {
    return (
        <div class="wide">
            <table class="list" aria-label={text.list}>
                <thead>
                    <tr>
                        <th scope="col">{text.matchers}</th>
                        <th scope="col">{text.state}</th>
                        <th scope="col" class="figure">
                            {text.mutes}
                        </th>
                        <th scope="col">{text.until}</th>
                        <th scope="col">{text.author}</th>
                        <th scope="col">{text.comment}</th>
                        <th scope="col">
                            <span class="unseen">{text.end}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    {silences.map((each) => (
                        <SilenceRow key={each.id} silence={each} />
                    ))}
                </tbody>
            </table>
        </div>
    );
}

function SilenceRow({ silence }: { silence: Silence }) {
    const desk = useDesk();
    const { id, matchers, until, author, comment, state, mutes } = silence;
    const isOver = state === "over";
    return (
        <tr class={isOver ? "dim" : undefined}>
            <th scope="row">
                <code>
                    <ForeignText text={matchers} />
                </code>
            </th>
            <td>{text.states[state] ?? <ForeignText text={state} />}</td>
            <td class={`figure num${mutes === 0 ? " zero" : ""}`}>{mutes}</td>
            <td class="num">{formatStyled(until, withDate, 0)}</td>
            <td>
                <ForeignText text={author} />
            </td>
            <td class="message">
                <ForeignText text={comment} />
            </td>
            <td>
                {!isOver && (
                    <button
                        type="button"
                        class="set"
                        aria-label={text.endOf(matchers)}
                        onClick={() => desk.silences.end(id)}
                    >
                        {text.end}
                    </button>
                )}
            </td>
        </tr>
    );
}
