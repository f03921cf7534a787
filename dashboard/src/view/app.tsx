import { useEffect } from "preact/hooks";

import type { ViewName } from "../state/state";
import { labels } from "../text/page";
import { AlertsPart } from "./alerts_part";
import { Announcer } from "./announcer";
import { useApp } from "./context";
import { Detail } from "./detail";
import { EventTable } from "./event_table";
import { Footer } from "./footer";
import { Header } from "./header";
import { HealthView } from "./health";
import { Help } from "./help";
import { KeepMenu } from "./keep";
import { QueryBox } from "./query_box";
import { RunsView } from "./runs";
import { handleShortcut } from "./shortcuts";
import { SidePanel } from "./side";
import { TableButtons } from "./table_buttons";
import { TemplatesView } from "./templates";
import { RangeControl, TimePanel } from "./time";

export function App() {
    const app = useApp();
    useEffect(() => {
        const listen = (event: KeyboardEvent): void => handleShortcut(event, app);
        addEventListener("keydown", listen);
        return () => removeEventListener("keydown", listen);
    }, [app]);

    return (
        <div class="page">
            <Header />
            <AskRow />
            {viewOf(app.state.view.value)}
            <Footer />
            <Help />
            <Announcer />
            {app.state.isDesktopOn.value && <AlertsPart name="DesktopNotifications" />}
        </div>
    );
}

// What is looked at; it holds in every view.
function AskRow() {
    return (
        <div class="ask" role="search">
            <QueryBox />
            <RangeControl />
            <TableButtons />
            <KeepMenu />
        </div>
    );
}

function viewOf(view: ViewName) {
    switch (view) {
        case "events":
            return <Events />;
        case "templates":
            return <TemplatesView />;
        case "runs":
            return <RunsView />;
        case "alerts":
            return <AlertsPart name="AlertsView" />;
        case "health":
            return <HealthView />;
    }
}

// Where there is little room, the side panel and the event become drawers over the table.
function Events() {
    const { state, actions } = useApp();
    return (
        <div class="work">
            <div class={`drawer left${state.isSideOpen.value ? " open" : ""}`}>
                <SidePanel />
            </div>
            {state.isSideOpen.value && (
                <button type="button" class="shade" aria-label={labels.closeFilters} onClick={actions.toggleSide} />
            )}
            <div class="time-place">
                <TimePanel />
            </div>
            <div class="table-place">
                <EventTable />
            </div>
            {state.isDetailOpen.value && (
                <div class="drawer right open">
                    <Detail />
                </div>
            )}
        </div>
    );
}
