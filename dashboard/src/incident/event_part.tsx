import { useState } from "preact/hooks";

import type { TimedRow } from "../model/replay";
import { incidentPage as text } from "../text/incident_page";
import { FieldTree } from "../view/detail/field_tree";
import { JsonView } from "../view/detail/json_view";
import { Summary } from "../view/detail/summary";
import { useIncident } from "./context";

// One event in full, without what only a broker can do with it.
export function EventPart({ row }: { row: TimedRow }) {
    const { event } = row;
    const { actions } = useIncident();
    const [tab, setTab] = useState<"fields" | "json">("fields");
    return (
        <aside class="detail" aria-label={text.event}>
            <Summary row={row} onClose={actions.closeDetail} />
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
