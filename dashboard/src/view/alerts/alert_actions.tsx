import { useState } from "preact/hooks";

import { isFiring, type Alert } from "../../model/alerts/alert";
import { matchersOf } from "../../model/alerts/links";
import { usualSilence } from "../../state/alerts/silences";
import { activeTexts as text, silenceTexts } from "../../text/alerts";
import { useApp } from "../context";
import { Popover } from "../keep/popover";
import { ProblemLine } from "./answer_note";
import { SpanChoice } from "./span_choice";
import { useDesk } from "./use_desk";

// Says that somebody has seen it, for good or for a while, or that nobody wants to hear of it.
export function AlertActions({ alert }: { alert: Alert }) {
    const { actions } = useApp();
    const { muting, silences } = useDesk();
    const { fingerprint, acknowledgement } = alert;
    const problem = muting.problem.value;
    return (
        <>
            <span class="does">
                {acknowledgement !== undefined ? (
                    <button
                        type="button"
                        class="set"
                        aria-label={text.of(text.unacknowledge, alert)}
                        onClick={() => muting.unacknowledge(fingerprint)}
                    >
                        {text.unacknowledge}
                    </button>
                ) : (
                    isFiring(alert) && (
                        <Popover label={text.acknowledge}>
                            {(close) => <AcknowledgeForm fingerprint={fingerprint} close={close} />}
                        </Popover>
                    )
                )}
                <button
                    type="button"
                    class="set"
                    aria-label={text.of(text.silence, alert)}
                    onClick={() => {
                        silences.edit({ ...usualSilence, matchers: matchersOf(alert) });
                        actions.showAlerts("silences");
                    }}
                >
                    {text.silence}
                </button>
            </span>
            {problem?.fingerprint === fingerprint && <ProblemLine problem={problem} />}
        </>
    );
}

const spans = ["30m", "1h", "2h", "8h", "1d"];

function AcknowledgeForm({ fingerprint, close }: { fingerprint: string; close: () => void }) {
    const { muting } = useDesk();
    const [comment, setComment] = useState("");
    const [span, setSpan] = useState("");
    return (
        <form
            class="save"
            onSubmit={(event) => {
                event.preventDefault();
                muting.acknowledge(fingerprint, comment, span === "" ? undefined : span);
                close();
            }}
        >
            <input
                value={comment}
                aria-label={text.comment}
                placeholder={text.comment}
                maxLength={500}
                onInput={(event) => setComment(event.currentTarget.value)}
            />
            <SpanChoice label={text.for} spans={["", ...spans]} span={span} choose={setSpan} />
            <button type="submit" class="primary">
                {span === "" ? text.acknowledge : `${text.snooze} ${silenceTexts.spans[span] ?? span}`}
            </button>
        </form>
    );
}
