import "../style/base.css";
import "../style/table.css";
import "../style/detail.css";
import "../style/incident.css";

import { effect } from "@preact/signals";
import { render } from "preact";

import { aboutId, eventsId, readAbout, readEvents } from "../model/incident";
import { timedRows } from "../model/replay";
import { incidentPage } from "../text/incident_page";
import { IncidentContext } from "./context";
import { IncidentPage } from "./page";
import { createIncidentPageState, incidentPageActions } from "./state";

// The wiring of the page within a saved incident: what the file has, its state, and the view of it.
function start(): void {
    const state = createIncidentPageState(readAbout(textOf(aboutId)), timedRows(readEvents(textOf(eventsId))));
    const actions = incidentPageActions(state);

    effect(() => (state.isPlaying.value ? play(actions.pass) : undefined));
    addEventListener("beforeprint", () => actions.setPrinting(true));
    addEventListener("afterprint", () => actions.setPrinting(false));
    // Beside the data, not in its place: a browser that saves the page saves it whole.
    const root = document.createElement("div");
    root.className = "incident-root";
    document.body.prepend(root);
    render(
        <IncidentContext.Provider value={{ state, actions }}>
            <IncidentPage />
        </IncidentContext.Provider>,
        root,
    );
}

function textOf(id: string): string {
    return document.getElementById(id)?.textContent ?? "";
}

// Tells frame by frame how much time has passed, until it is ended.
function play(pass: (elapsed: number) => void): () => void {
    let last = performance.now();
    const frame = (now: number): void => {
        const elapsed = Math.max(now - last, 0);
        last = now;
        handle = requestAnimationFrame(frame);
        pass(elapsed);
    };
    let handle = requestAnimationFrame(frame);
    return () => cancelAnimationFrame(handle);
}

try {
    start();
} catch (error) {
    document.body.append(incidentPage.damaged);
    throw error;
}
