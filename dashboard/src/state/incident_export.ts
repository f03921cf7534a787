import viewerUrl from "virtual:incident-viewer";

import type { RealtimeEvent } from "../model/event";
import { IncidentLines, incidentParts, mostEvents, type IncidentAbout, type IncidentViewer } from "../model/incident";
import { textOfMilliseconds } from "../model/instant";
import { askOf, type TimeRange } from "../model/range";
import { readKeys, Redactor, usualKeys } from "../model/redact";
import type { Api } from "../stream/api";
import type { IncidentDraft } from "./incident";

export interface IncidentFile {
    readonly parts: readonly string[];
    readonly events: number;
    readonly isCut: boolean;
}

export interface LookedAt {
    readonly query: string;
    readonly range: TimeRange;
}

// The newest events of what is looked at. The search ends where the file is full.
export async function writeIncident(
    api: Api,
    { query, range }: LookedAt,
    draft: IncidentDraft,
    progress: (events: number) => void,
    end: AbortSignal,
    outside: Outside = { loadViewer, now: Date.now },
): Promise<IncidentFile> {
    const keys = draft.keys === undefined ? usualKeys : readKeys(draft.keys);
    const redactor = new Redactor(keys);
    const viewer = await outside.loadViewer(end);
    const saved = outside.now();
    const found = await collect(api, { query, ...askOf(range) }, new IncidentLines(redactor), progress, end);
    const about: IncidentAbout = {
        title: redactor.text(draft.title.trim()),
        note: redactor.text(draft.note.trim()),
        query: redactor.query(query),
        ...spanOf(range, saved),
        saved: textOfMilliseconds(saved),
        hidden: keys,
        isCut: found.isCut,
    };
    return { parts: incidentParts(viewer, about, found.lines), events: found.lines.length, isCut: found.isCut };
}

/** What the specs put others for. */
export interface Outside {
    loadViewer(end: AbortSignal): Promise<IncidentViewer>;
    now(): number;
}

async function loadViewer(end: AbortSignal): Promise<IncidentViewer> {
    const answer = await fetch(viewerUrl, { signal: end });
    if (!answer.ok) throw new Error(`HTTP ${answer.status} for the page of the file`);
    return (await answer.json()) as IncidentViewer;
}

async function collect(
    api: Api,
    ask: { query: string; from: string; to?: string },
    lines: IncidentLines,
    progress: (events: number) => void,
    end: AbortSignal,
): Promise<{ lines: readonly string[]; isCut: boolean }> {
    const search = new AbortController();
    end.addEventListener("abort", () => search.abort(end.reason));
    let isFull = false;
    const add = (found: readonly RealtimeEvent[]): void => {
        isFull ||= !found.every((event) => lines.add(event));
        progress(lines.count);
        if (isFull) search.abort();
    };
    const done = api.events({ ...ask, order: "newest", limit: mostEvents }, { events: add }, search.signal);
    const isCut = await done.then(
        ({ next }) => isFull || next !== undefined,
        (error: unknown) => {
            if (isFull && !end.aborted) return true;
            throw error;
        },
    );
    return { lines: lines.oldestFirst(), isCut };
}

function spanOf(range: TimeRange, now: number): { from: string; to: string } {
    if (range.kind === "between") return { from: range.from, to: range.to };
    return { from: textOfMilliseconds(now - range.seconds * 1000), to: textOfMilliseconds(now) };
}
