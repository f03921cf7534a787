import { signal, type Signal } from "@preact/signals";

import { askOf } from "../model/range";
import type { Neighbours } from "./actions";
import { Question, type Lookup } from "./lookup";
import type { State } from "./state";

// All events of the view as a file that the page fetches itself, where a link would not do.
export interface NdjsonState {
    readonly ndjson: Signal<Lookup<Blob>>;
    /** How much of it is there. */
    readonly ndjsonBytes: Signal<number>;
}

export interface NdjsonActions {
    isExportLinkable(): boolean;
    exportNdjson(save: (file: Blob) => void): void;
    stopNdjson(): void;
}

export function createNdjsonState(): NdjsonState {
    return { ndjson: signal<Lookup<Blob>>({ kind: "none" }), ndjsonBytes: signal(0) };
}

export function ndjsonActions(state: State, { api }: Neighbours): NdjsonActions {
    const question = new Question(state.ndjson);
    return {
        isExportLinkable: () => api.isLinkable,
        exportNdjson(save) {
            const ask = { query: state.asked.value, ...askOf(state.range.value), order: "oldest" } as const;
            const tell = (end: AbortSignal) => (bytes: number) => {
                if (!end.aborted) state.ndjsonBytes.value = bytes;
            };
            state.ndjsonBytes.value = 0;
            question.ask(async (end) => {
                const file = await api.exportFile(ask, tell(end), end);
                if (!end.aborted) save(file);
                return file;
            });
        },
        stopNdjson: () => question.forget(),
    };
}
