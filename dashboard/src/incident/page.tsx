import { useEffect } from "preact/hooks";

import { incidentPage as text } from "../text/incident_page";
import { About } from "./about";
import { Chart } from "./chart";
import { useIncident, type IncidentApp } from "./context";
import { EventPart } from "./event_part";
import { EventRows } from "./event_rows";
import { Player } from "./player";
import { Tools } from "./tools";

// All of the file on one page: what it is, when what happened, and each event.
export function IncidentPage() {
    const app = useIncident();
    useEffect(() => {
        const press = (event: KeyboardEvent): void => handleKey(event, app);
        addEventListener("keydown", press);
        return () => removeEventListener("keydown", press);
    }, [app]);
    const { state } = app;
    const row = state.selected.value;
    const isOpen = state.isDetailOpen.value && row !== undefined;
    return (
        <div class={`incident-page${isOpen ? " with-event" : ""}`}>
            <About />
            {state.rows.length > 0 && (
                <section class="play" aria-label={text.overTime}>
                    <Chart />
                    <Player />
                </section>
            )}
            <Tools />
            <EventRows />
            {isOpen && <EventPart row={row} key={row.no} />}
        </div>
    );
}

function handleKey(event: KeyboardEvent, { state, actions }: IncidentApp): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
    const isTyping = event.target.matches("input[type=search]");
    if (event.key === "Escape" && state.isDetailOpen.value) actions.closeDetail();
    else if (event.key === "/" && !isTyping) document.querySelector<HTMLInputElement>("input[type=search]")?.select();
    else if (event.key === " " && event.target.closest("input, button, summary") === null) actions.togglePlay();
    else return;
    event.preventDefault();
}
