import { beforeEach, describe, expect, it } from "vitest";

import type { View } from "../model/url";
import { FakeApi } from "../stream/fake_api";
import { FakeEnvironment } from "../stream/fake_environment";
import type { Actions, Neighbours } from "./actions";
import type { CsvFile } from "./csv_export";
import { createKeepState, keepActions, type KeepActions } from "./keep";
import type { Shelf } from "./keep_storage";
import { createSession } from "./session";
import { createState, type State } from "./state";

const view: View = {
    view: "events",
    query: "level>=warning",
    hidden: new Set(["debug"]),
    range: { kind: "last", seconds: 3600 },
};

let shelf: Shelf & { readonly kept: Map<string, unknown> };
let api: FakeApi;
let state: State;
let all: Actions;
let keep: KeepActions;

beforeEach(() => {
    const kept = new Map<string, unknown>();
    shelf = { kept, read: (name) => kept.get(name) ?? null, write: (name, value) => Boolean(kept.set(name, value)) };
    api = new FakeApi();
    state = { ...createState(view, "b:1", "auto"), ...createKeepState(shelf) };
    const options = { url: "ws://b:1/ws", token: undefined, api, nextFrame: () => {}, keep: () => {} };
    all = createSession(state, options, new FakeEnvironment()).actions;
    keep = keepActions(state, { api, actions: () => all } as unknown as Neighbours, shelf);
});

function savedNames(): string[] {
    return state.savedViews.value.map(({ name }) => name);
}

describe("a saved view", () => {
    it("is what is looked at, and brings it back", () => {
        keep.saveView("trouble");
        all.ask("city:Berlin");
        all.hide(new Set());
        all.look({ kind: "between", from: "2026-11-20T10:00:00Z", to: "2026-11-20T11:00:00Z" });
        all.show("health");
        keep.showView(state.savedViews.value[0]!);

        expect(state.query.value).toBe("level>=warning");
        expect([...state.hidden.value]).toEqual(["debug"]);
        expect(state.range.value).toEqual({ kind: "last", seconds: 3600 });
        expect(state.view.value).toBe("events");
    });

    it("is there when the page is opened again", () => {
        keep.saveView("trouble");

        expect(createKeepState(shelf).savedViews.value).toEqual(state.savedViews.value);
    });

    it("does not undo what another tab has saved", () => {
        keep.saveView("mine");
        shelf.write("saved views", [{ ...keep.looks(), name: "theirs" }]);
        keep.saveView("mine too");

        expect(savedNames()).toEqual(["mine too", "theirs"]);
    });

    it("lasts as long as the page where the browser keeps nothing", () => {
        const forbidding: Shelf = { read: () => null, write: () => false };
        const actions = keepActions(state, { api, actions: () => all } as unknown as Neighbours, forbidding);

        expect(actions.saveView("a")).toBe(false);
        expect(actions.saveView("b")).toBe(false);
        expect(savedNames()).toEqual(["b", "a"]);
    });
});

describe("a CSV export", () => {
    it("has all of the range, oldest first, and says how many", async () => {
        let file: CsvFile | undefined;
        keep.exportCsv((written) => (file = written));
        await api.last.finds(1, 2).ends();

        expect(api.last.ask).toMatchObject({ query: state.asked.value, from: "-3600s", order: "oldest" });
        expect(state.csv.value).toEqual({ kind: "done", rows: 2, isCut: false });
        const lines = (await new Blob([...(file?.parts ?? [])]).text()).split("\r\n");
        expect(lines.length).toBe(4);
        expect(lines[1]).toBe("1,,info,a,logger.info,,,p-1,{}");
    });

    it("that was stopped saves nothing", async () => {
        let isSaved = false;
        keep.exportCsv(() => (isSaved = true));
        const search = api.last.finds(1);
        keep.stopExport();
        await search.ends();

        expect(isSaved).toBe(false);
        expect(state.csv.value).toEqual({ kind: "none" });
    });
});
