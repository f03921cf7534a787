import { useEffect, useRef } from "preact/hooks";

import { mostBytes, mostEvents } from "../../model/incident";
import { writeSpan } from "../../model/range";
import { mask, readKeys, usualKeys } from "../../model/redact";
import { safeLine } from "../../model/safe_text";
import type { IncidentExport } from "../../state/incident";
import { writeIncident } from "../../state/incident_export";
import { incidentText as text } from "../../text/incident";
import { keepText } from "../../text/keep";
import { useApp } from "../context";
import { saveFile } from "./save_file";

const fallbackTitle = "Incident";

// Asks for what the events do not say, and for what nobody else should read.
export function IncidentForm() {
    const { state, actions } = useApp();
    const draft = state.incidentDraft.value ?? { title: "", note: "" };
    const keys = draft.keys ?? usualKeys.join(", ");
    const title = useRef<HTMLInputElement>(null);
    useEffect(() => title.current?.focus(), []);
    return (
        <form
            class="incident"
            aria-label={text.heading}
            onSubmit={(event) => {
                event.preventDefault();
                const said = { ...draft, title: draft.title.trim() || fallbackTitle, keys };
                actions.saveIncident(writeIncident, said, ({ parts }) => saveFile(parts, "text/html", "html"));
            }}
        >
            <h2>{text.heading}</h2>
            <p class="dim">
                {text.bounds(mostEvents, mostBytes / 1024 / 1024)} <Looked />
            </p>
            <label>
                {text.title}
                <input
                    ref={title}
                    value={draft.title}
                    placeholder={fallbackTitle}
                    maxLength={200}
                    onInput={(event) => actions.draftIncident({ ...draft, title: event.currentTarget.value })}
                />
            </label>
            <label>
                {text.note}
                <textarea
                    rows={4}
                    value={draft.note}
                    placeholder={text.notePlaceholder}
                    maxLength={10_000}
                    onInput={(event) => actions.draftIncident({ ...draft, note: event.currentTarget.value })}
                />
            </label>
            <label>
                {text.keys}
                <input
                    class="mono"
                    value={keys}
                    spellcheck={false}
                    aria-describedby="incident-keys"
                    onInput={(event) => actions.draftIncident({ ...draft, keys: event.currentTarget.value })}
                />
            </label>
            <p id="incident-keys" class={readKeys(keys).length === 0 ? "alarm" : "dim"}>
                {readKeys(keys).length === 0 ? text.noKeys : text.keysHint(mask)}
            </p>
            <Foot />
        </form>
    );
}

function Looked() {
    const { state } = useApp();
    const range = state.range.value;
    const span = range.kind === "last" ? writeSpan(range.seconds) : `${range.from} – ${range.to}`;
    return <span class="looked">{keepText.exported(safeLine(state.asked.value, 200), span)}</span>;
}

function Foot() {
    const { state, actions } = useApp();
    const saving = state.incident.value;
    const isRunning = saving.kind === "running";
    return (
        <div class="end">
            <span role="status" class={saving.kind === "failed" ? "alarm" : "dim num"}>
                {textOf(saving)}
            </span>
            {isRunning && <progress value={saving.events} max={mostEvents} aria-label={text.heading} />}
            <button type="button" onClick={isRunning ? actions.stopIncident : () => actions.draftIncident(undefined)}>
                {isRunning ? text.stop : text.back}
            </button>
            <button type="submit" class="primary" disabled={isRunning}>
                {text.save}
            </button>
        </div>
    );
}

function textOf(saving: IncidentExport): string {
    switch (saving.kind) {
        case "none":
            return "";
        case "running":
            return text.running(saving.events);
        case "done":
            return text.done(saving.events, saving.isCut);
        case "failed":
            return text.failed(saving.detail);
    }
}
