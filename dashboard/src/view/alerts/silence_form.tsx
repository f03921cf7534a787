import { useEffect, useRef } from "preact/hooks";

import type { SilenceAsk, SilencePreview } from "../../stream/alerts_api";
import { alertTexts, silenceTexts as text } from "../../text/alerts";
import { ForeignText } from "../foreign_text";
import { GroupChips } from "./group_chips";
import { ProblemLine } from "./answer_note";
import { SpanChoice } from "./span_choice";
import { useDesk } from "./use_desk";

const spans = ["30m", "1h", "2h", "8h", "1d", "7d"];

// Makes a silence, and shows what it would mute before it does.
export function SilenceForm({ draft }: { draft: SilenceAsk }) {
    const { silences } = useDesk();
    const first = useRef<HTMLInputElement>(null);
    useEffect(() => first.current?.focus(), []);
    const edit = (part: globalThis.Partial<SilenceAsk>): void => silences.edit({ ...draft, ...part });
    return (
        <form
            class="card silence-form"
            aria-label={text.create}
            onSubmit={(event) => {
                event.preventDefault();
                silences.create();
            }}
        >
            <label>
                {text.matchers}
                <input
                    ref={first}
                    class="mono"
                    value={draft.matchers}
                    required
                    spellcheck={false}
                    autocomplete="off"
                    maxLength={4096}
                    aria-describedby="matchers-hint"
                    onInput={(event) => edit({ matchers: event.currentTarget.value })}
                />
            </label>
            <p id="matchers-hint" class="dim mono">
                {text.matchersHint}
            </p>
            <div class="entries">
                <label class="grow">
                    {text.comment}
                    <input
                        value={draft.comment}
                        maxLength={500}
                        onInput={(event) => edit({ comment: event.currentTarget.value })}
                    />
                </label>
                <label>
                    {text.for}
                    <SpanChoice
                        label={text.for}
                        spans={spans}
                        span={draft.for}
                        choose={(span) => edit({ for: span })}
                    />
                </label>
                <span class="does">
                    <button type="button" class="set" onClick={() => silences.edit(undefined)}>
                        {alertTexts.cancel}
                    </button>
                    <button type="submit" class="primary">
                        {text.save}
                    </button>
                </span>
            </div>
            <ProblemLine problem={silences.problem.value} />
            <Preview />
        </form>
    );
}

function Preview() {
    const preview = useDesk().silences.preview.value;
    return (
        <div class="silence-preview" role="status" aria-label={text.asPreview}>
            {preview.kind === "none" && <p class="dim">{text.typed}</p>}
            {preview.kind === "asking" && <p class="dim">{alertTexts.asking}</p>}
            {preview.kind === "failed" && <p class="alarm">{alertTexts.failed(preview.detail)}</p>}
            {preview.kind === "found" && <Found preview={preview.found} />}
        </div>
    );
}

const shown = 20;

function Found({ preview: { mutes, matchers } }: { preview: SilencePreview }) {
    return (
        <>
            <p>
                {mutes.length === 0 ? text.previewNone : text.preview(mutes.length)}{" "}
                <code class="dim">
                    <ForeignText text={matchers} />
                </code>
            </p>
            <ul>
                {mutes.slice(0, shown).map(({ rule, fingerprint, by, message }) => (
                    <li key={fingerprint}>
                        <b>
                            <ForeignText text={rule} />
                        </b>{" "}
                        <GroupChips by={by} />{" "}
                        <span class="dim">
                            <ForeignText text={message} />
                        </span>
                    </li>
                ))}
            </ul>
            {mutes.length > shown && <p class="dim">{text.more(mutes.length - shown)}</p>}
        </>
    );
}
