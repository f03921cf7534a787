import { useEffect } from "preact/hooks";

import { parseAnsi } from "../../model/ansi";
import type { RealtimeEvent } from "../../model/event";
import { messageOf } from "../../model/event";
import { formatExactTime } from "../../model/format";
import type { EventRow } from "../../model/row";
import { safeText } from "../../model/safe_text";
import type { DetailTab } from "../../state/detail";
import { detailText } from "../../text/detail";
import { useApp } from "../context";
import { LevelMark } from "../icons";
import { CrossIcon } from "../keep/icons";
import { Around } from "./around";
import { Fields } from "./fields";
import { Follow } from "./follow";
import { JsonView } from "./json_view";
import { LongText } from "./long_text";
import { Similar } from "./similar";
import { panelId, tabId, Tabs } from "./tabs";
import { useRelatives } from "./use_relatives";

// The whole of one event, and what it is related to. It stays when its row is forgotten.
export function Detail() {
    const { state } = useApp();
    const row = state.selected.value;
    return row === undefined ? null : <EventDetail row={row} />;
}

function EventDetail({ row }: { row: EventRow }) {
    const { state, actions } = useApp();
    const { event } = row;
    const tab = state.detailTab.value;
    useRelatives(event);
    useEffect(() => actions.watchLevels(), [actions]);
    return (
        <aside class={`detail${tab === "follow" ? " wide" : ""}`} aria-label={detailText.event}>
            <Summary row={row} key={`${event.seq} ${event.id}`} />
            <Tabs event={event} />
            <div id={panelId} class="panel" role="tabpanel" aria-labelledby={tabId(tab)} tabIndex={0}>
                <Panel tab={tab} event={event} key={tab === "follow" ? "follow" : `${event.seq} ${event.id}`} />
            </div>
        </aside>
    );
}

function Summary({ row: { event, level } }: { row: EventRow }) {
    const { actions } = useApp();
    const { host, pid } = event.metadata ?? {};
    const machine = [host, pid].filter((each) => each !== undefined && typeof each !== "object").join(":");
    return (
        <div class="summary">
            <button
                type="button"
                class="icon close"
                aria-label={detailText.close}
                title={detailText.close}
                onClick={actions.closeDetail}
            >
                <CrossIcon />
            </button>
            <h2>
                <LongText text={parseAnsi(messageOf(event)).text} longest={400} />
            </h2>
            <p class="dim num">
                <LevelMark level={level} /> {level} · {formatExactTime(event.timestamp)} ·{" "}
                <bdi>{safeText(event.source, 200)}</bdi> <bdi class="faint">{safeText(machine, 100)}</bdi>
            </p>
        </div>
    );
}

function Panel({ tab, event }: { tab: DetailTab; event: RealtimeEvent }) {
    switch (tab) {
        case "fields":
            return <Fields event={event} />;
        case "json":
            return <JsonView event={event} />;
        case "around":
            return <Around event={event} />;
        case "similar":
            return <Similar event={event} />;
        case "follow":
            return <Follow event={event} />;
    }
}
