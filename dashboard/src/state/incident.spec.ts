import { beforeEach, describe, expect, it } from "vitest";

import { readEvent } from "../model/event";
import { mostEvents, type IncidentViewer } from "../model/incident";
import { FakeApi, settled } from "../stream/fake_api";
import type { Neighbours } from "./actions";
import { incidentActions, type IncidentActions } from "./incident";
import { writeIncident, type IncidentFile } from "./incident_export";
import { createState, type State } from "./state";

const viewer: IncidentViewer = { script: "", style: "", scriptHash: "sha256-a", styleHash: "sha256-b" };
const now = Date.parse("2026-11-20T11:00:00Z");
const draft = { title: " Orders, password=x ", note: "why" };

let api: FakeApi;
let state: State;
let actions: IncidentActions;
let files: IncidentFile[];

const outside = { loadViewer: () => Promise.resolve(viewer), now: () => now };
const write: typeof writeIncident = (from, looked, drafted, progress, end) =>
    writeIncident(from, looked, drafted, progress, end, outside);

beforeEach(() => {
    api = new FakeApi();
    const range = { kind: "last", seconds: 3600 } as const;
    state = createState({ view: "events", query: "secret:4", hidden: new Set(), range }, "b:1", "auto");
    actions = incidentActions(state, { api } as unknown as Neighbours);
    files = [];
});

async function save(more = {}): Promise<void> {
    actions.saveIncident(write, { ...draft, ...more }, (file) => files.push(file));
    await settled();
}

function textOf(file: IncidentFile | undefined): string {
    return file?.parts.join("") ?? "";
}

describe("saving an incident", () => {
    it("asks for the newest of what is looked at, and writes it oldest first", async () => {
        await save();
        await api.last.finds(2, 1).ends();

        expect(api.last.ask).toEqual({ query: "secret:4", from: "-3600s", order: "newest", limit: mostEvents });
        expect(state.incident.value).toEqual({ kind: "done", events: 2, isCut: false });
        expect(textOf(files[0])).toMatch(/"p-1"[^]*"p-2"/);
    });

    it("says when and what, without what is secret", async () => {
        await save();
        await api.last.ends();

        expect(textOf(files[0])).toContain(
            '{"title":"Orders, password=***","note":"why","query":"***","from":"2026-11-20T10:00:00.000000000Z",' +
                '"to":"2026-11-20T11:00:00.000000000Z","saved":"2026-11-20T11:00:00.000000000Z",',
        );
    });

    it("hides the keys that were asked for, and no others", async () => {
        await save({ keys: "iban" });
        const data = { iban: "DE12", password: "x1" };
        api.last.found.events([readEvent({ id: "a", seq: 1, data })]);
        await api.last.ends();

        expect(textOf(files[0])).toContain('{"iban":"***","password":"x1"}');
        expect(textOf(files[0])).toContain('"query":"secret:4"');
    });

    it("says where there were more events", async () => {
        await save();
        await api.last.finds(2).ends(1);

        expect(state.incident.value).toEqual({ kind: "done", events: 1, isCut: true });
        expect(textOf(files[0])).toContain('"isCut":true');
    });

    it("ends the search where the file is full", async () => {
        await save();
        const data = { text: "x".repeat(9 * 1024 * 1024) };
        api.last.found.events([readEvent({ id: "a", seq: 2, data }), readEvent({ id: "b", seq: 1, data })]);
        await settled();

        expect(api.last.signal?.aborted).toBe(true);
        expect(state.incident.value).toEqual({ kind: "done", events: 1, isCut: true });
    });

    it("saves nothing when it is stopped", async () => {
        await save();
        const search = api.last.finds(1);
        actions.stopIncident();
        await search.ends();

        expect(files).toEqual([]);
        expect(state.incident.value).toEqual({ kind: "none" });
    });

    it("says what went wrong", async () => {
        await save();
        await api.last.fails("away");

        expect(state.incident.value).toEqual({ kind: "failed", detail: "away" });
    });
});
