import { useRef } from "preact/hooks";

import type { RealtimeEvent } from "../../model/event";
import { formatShort } from "../../model/format";
import type { DetailTab } from "../../state/detail";
import { detailText } from "../../text/detail";
import { useApp } from "../context";
import { useSimilar } from "./use_relatives";

export const panelId = "detail-panel";

export function tabId(tab: DetailTab): string {
    return `detail-tab-${tab}`;
}

const always: readonly DetailTab[] = ["fields", "json", "around", "similar"];

// One stop for the keyboard; arrows go from tab to tab.
export function Tabs({ event }: { event: RealtimeEvent }) {
    const { state, actions } = useApp();
    const list = useRef<HTMLDivElement>(null);
    const tabs = state.following.value === undefined ? always : [...always, "follow" as const];
    const chosen = state.detailTab.value;

    const goTo = (index: number): void => {
        const tab = tabs[(index + tabs.length) % tabs.length] ?? "fields";
        actions.showTab(tab);
        list.current?.querySelector<HTMLElement>(`#${tabId(tab)}`)?.focus();
    };
    const press = (event: KeyboardEvent): void => {
        const at = tabs.indexOf(chosen);
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        goTo(to);
    };
    return (
        <div ref={list} class="tabs" role="tablist" aria-label={detailText.tabList} onKeyDown={press}>
            {tabs.map((tab) => (
                <button
                    key={tab}
                    type="button"
                    role="tab"
                    id={tabId(tab)}
                    aria-selected={tab === chosen}
                    aria-controls={tab === chosen ? panelId : undefined}
                    tabIndex={tab === chosen ? 0 : -1}
                    onClick={() => actions.showTab(tab)}
                >
                    {detailText.tabs[tab]}
                    {tab === "similar" && <SimilarCount event={event} />}
                </button>
            ))}
        </div>
    );
}

function SimilarCount({ event }: { event: RealtimeEvent }) {
    const similar = useSimilar(event);
    return similar.kind === "found" ? <span class="dim num"> {formatShort(similar.found.histogram.total)}</span> : null;
}
