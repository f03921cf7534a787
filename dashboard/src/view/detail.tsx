import { fieldsOf, messageOf } from "../model/event";
import { formatExactTime } from "../model/format";
import { isObject, writeJson, type Json, type JsonObject } from "../model/json";
import type { EventRow } from "../model/row";
import { useApp } from "./context";
import { LevelMark } from "./icons";
import { JsonTree } from "./json_tree";

// The whole of one event. It stays when its row is forgotten.
export function Detail() {
    const { state, actions } = useApp();
    const row = state.selected.value;
    if (row === undefined) return null;
    const tab = state.detailTab.value;
    const json = { ...row.event } as unknown as JsonObject;
    return (
        <aside class="detail" aria-label="Event">
            <Summary row={row} />
            <div class="tabs" role="tablist">
                {(["fields", "json"] as const).map((each) => (
                    <button type="button" role="tab" aria-selected={tab === each} onClick={() => actions.showTab(each)}>
                        {each === "json" ? "JSON" : "Fields"}
                    </button>
                ))}
                <span class="grow" />
                <button type="button" onClick={() => void navigator.clipboard?.writeText(writeJson(json, 2))}>
                    Copy
                </button>
                <button type="button" aria-label="Close" onClick={actions.closeDetail}>
                    ✕
                </button>
            </div>
            {tab === "json" ? <JsonTree value={json} /> : <Fields row={row} />}
        </aside>
    );
}

function Summary({ row: { event, level } }: { row: EventRow }) {
    return (
        <>
            <h2>{messageOf(event)}</h2>
            <p class="dim num">
                <LevelMark level={level} /> {level} · {formatExactTime(event.timestamp)} · {event.source}
            </p>
        </>
    );
}

// Fields of the user first, then what the log call and the envelope say.
function Fields({ row: { event } }: { row: EventRow }) {
    const own = fieldsOf(event);
    const ownKeys = new Set(own.map(([key]) => key));
    const data: [string, Json][] = isObject(event.data) ? Object.entries(event.data) : [["data", event.data]];
    const call = data.filter(([key]) => !ownKeys.has(key) && key !== "message");
    const envelope: [string, Json][] = [
        ["topic", event.topic],
        ["type", event.type],
        ["timestamp", event.timestamp],
        ["id", event.id],
        ["seq", event.seq],
        ...Object.entries(event.metadata ?? {}),
        ...(event.clientId === undefined ? [] : ([["clientId", event.clientId]] as [string, Json][])),
    ];
    return (
        <>
            <FieldList fields={own} />
            {call.length > 0 && <h3>Log call</h3>}
            <FieldList fields={call} />
            <h3>Envelope</h3>
            <FieldList fields={envelope} />
        </>
    );
}

function FieldList({ fields }: { fields: [string, Json][] }) {
    return (
        <dl>
            {fields.map(([key, value]) => (
                <>
                    <dt>{key}</dt>
                    <dd>{typeof value === "string" ? value : writeJson(value, 2)}</dd>
                </>
            ))}
        </dl>
    );
}
