import { signal, type Signal } from "@preact/signals";

import type { Neighbours } from "./actions";
import type { IncidentFile, writeIncident } from "./incident_export";
import { detailOf } from "./lookup";
import type { State } from "./state";

/** What a person says of an incident that is to be saved. `keys` is a list as it was typed. */
export interface IncidentDraft {
    readonly title: string;
    readonly note: string;
    readonly keys?: string;
}

/** How far it is saved. */
export type IncidentExport =
    | { readonly kind: "none" }
    | { readonly kind: "running"; readonly events: number }
    | { readonly kind: "done"; readonly events: number; readonly isCut: boolean }
    | { readonly kind: "failed"; readonly detail: string };

export interface IncidentState {
    /** While its form is open; closing the menu does not lose it. */
    readonly incidentDraft: Signal<IncidentDraft | undefined>;
    readonly incident: Signal<IncidentExport>;
}

export interface IncidentActions {
    draftIncident(draft: IncidentDraft | undefined): void;
    /** What writes it comes with the form, so that the page is there without it. */
    saveIncident(write: typeof writeIncident, draft: IncidentDraft, save: (file: IncidentFile) => void): void;
    stopIncident(): void;
}

export function createIncidentState(): IncidentState {
    return {
        incidentDraft: signal<IncidentDraft | undefined>(undefined),
        incident: signal<IncidentExport>({ kind: "none" }),
    };
}

export function incidentActions(state: State, { api }: Neighbours): IncidentActions {
    let running: AbortController | undefined;
    return {
        draftIncident(draft) {
            state.incidentDraft.value = draft;
        },
        saveIncident(write, draft, save) {
            running?.abort();
            const { signal } = (running = new AbortController());
            const tell = (incident: IncidentExport): void => {
                if (!signal.aborted) state.incident.value = incident;
            };
            const looked = { query: state.asked.value, range: state.range.value };
            tell({ kind: "running", events: 0 });
            write(api, looked, draft, (events) => tell({ kind: "running", events }), signal).then(
                (file) => {
                    if (signal.aborted) return;
                    save(file);
                    tell({ kind: "done", events: file.events, isCut: file.isCut });
                },
                (error: unknown) => tell({ kind: "failed", detail: detailOf(error) }),
            );
        },
        stopIncident() {
            running?.abort();
            state.incident.value = { kind: "none" };
        },
    };
}
