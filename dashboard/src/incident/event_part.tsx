import { useState } from "preact/hooks";

import { parseAnsi } from "../model/ansi";
import { messageOf } from "../model/event";
import { formatExactTime } from "../model/format";
import type { TimedRow } from "../model/replay";
import { safeLine } from "../model/safe_text";
import { incidentPage as text } from "../text/incident_page";
import { JsonView } from "../view/detail/json_view";
import { LongText } from "../view/detail/long_text";
import { LevelMark } from "../view/icons";
import { CrossIcon } from "../view/keep/icons";
import { useIncident } from "./context";
import { FieldTree } from "./field_tree";

// One event in full.
export function EventPart({ row: { event, level } }: { row: TimedRow }) {
    const { actions } = useIncident();
    const [tab, setTab] = useState<"fields" | "json">("fields");
    return (
        <aside class="detail" aria-label={text.event}>
            <div class="summary">
                <button
                    type="button"
                    class="icon close"
                    aria-label={text.close}
                    title={text.close}
                    onClick={actions.closeDetail}
                >
                    <CrossIcon />
                </button>
                <h2>
                    <LongText text={parseAnsi(messageOf(event)).text} longest={400} />
                </h2>
                <p class="dim num">
                    <LevelMark level={level} /> {level} · {safeLine(formatExactTime(event.timestamp), 60)} ·{" "}
                    <bdi>{safeLine(event.source, 200)}</bdi>
                </p>
            </div>
            <div class="tabs" role="group" aria-label={text.tabs}>
                <button type="button" aria-pressed={tab === "fields"} onClick={() => setTab("fields")}>
                    {text.fields}
                </button>
                <button type="button" aria-pressed={tab === "json"} onClick={() => setTab("json")}>
                    {text.json}
                </button>
            </div>
            <div class="panel" tabIndex={0} role="group" aria-label={tab === "fields" ? text.fields : text.json}>
                {tab === "fields" ? <FieldTree event={event} /> : <JsonView event={event} />}
            </div>
        </aside>
    );
}
