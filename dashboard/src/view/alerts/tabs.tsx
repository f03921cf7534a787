import { useRef } from "preact/hooks";

import { isFiring } from "../../model/alerts/alert";
import { tabNames, type TabName } from "../../state/alerts/place";
import { alertTexts } from "../../text/alerts";
import { useApp } from "../context";
import { useDesk } from "./use_desk";

export const panelId = "alerts-panel";

export function tabId(tab: TabName): string {
    return `alerts-tab-${tab}`;
}

// One stop for the keyboard; arrows go from tab to tab.
export function Tabs() {
    const { actions } = useApp();
    const chosen = useDesk().place.value.tab;
    const bar = useRef<HTMLDivElement>(null);
    const press = (event: KeyboardEvent): void => {
        const at = tabNames.indexOf(chosen);
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        const tab = tabNames.at(to % tabNames.length) ?? "active";
        actions.showAlerts(tab);
        bar.current?.querySelector<HTMLElement>(`#${tabId(tab)}`)?.focus();
    };
    return (
        <div ref={bar} class="seg" role="tablist" aria-label={alertTexts.tabList} onKeyDown={press}>
            {tabNames.map((tab) => (
                <button
                    key={tab}
                    type="button"
                    role="tab"
                    id={tabId(tab)}
                    aria-selected={tab === chosen}
                    aria-controls={tab === chosen ? panelId : undefined}
                    tabIndex={tab === chosen ? 0 : -1}
                    onClick={() => actions.showAlerts(tab)}
                >
                    {alertTexts.tabs[tab]}
                    <TabCount tab={tab} />
                </button>
            ))}
        </div>
    );
}

function TabCount({ tab }: { tab: TabName }) {
    const { alerts, rules } = useDesk().alerts.value;
    const count = tab === "active" ? alerts.filter(isFiring).length : tab === "rules" ? rules.length : 0;
    return count === 0 ? null : <span class="dim num"> {count}</span>;
}
