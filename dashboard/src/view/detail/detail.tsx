import { useEffect } from "preact/hooks";

import type { RealtimeEvent } from "../../model/event";
import type { EventRow } from "../../model/row";
import { safeText } from "../../model/safe_text";
import type { DetailTab } from "../../state/detail";
import { detailText } from "../../text/detail";
import { useApp } from "../context";
import { Around } from "./around";
import { Fields } from "./fields";
import { Follow } from "./follow";
import { JsonView } from "./json_view";
import { Similar } from "./similar";
import { Summary } from "./summary";
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
            <Summary row={row} onClose={actions.closeDetail} key={`${event.seq} ${event.id}`}>
                <bdi class="faint">{machineOf(event)}</bdi>
            </Summary>
            <Tabs event={event} />
            <div id={panelId} class="panel" role="tabpanel" aria-labelledby={tabId(tab)} tabIndex={0}>
                <Panel tab={tab} event={event} key={tab === "follow" ? "follow" : `${event.seq} ${event.id}`} />
            </div>
        </aside>
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

function machineOf({ metadata: { host, pid } = {} }: RealtimeEvent): string {
    return safeText([host, pid].filter((each) => each !== undefined && typeof each !== "object").join(":"), 100);
}
