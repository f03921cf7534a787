import { beforeEach, describe, expect, it } from "vitest";

import type { Json } from "../model/json";
import { usualRange } from "../model/range";
import type { SharedView } from "../model/saved_views";
import { ApiError } from "../stream/api";
import { FakeApi, settled } from "../stream/fake_api";
import { FakeEnvironment } from "../stream/fake_environment";
import type { Actions } from "./actions";
import { createSession } from "./session";
import { createState, type State } from "./state";

let api: FakeApi;
let state: State;
let actions: Actions;

beforeEach(() => {
    api = new FakeApi();
    state = createState({ view: "events", query: "city:Bonn", hidden: new Set(), range: usualRange }, "b:1", "auto");
    const options = { url: "ws://b:1/ws", token: undefined, api, nextFrame: () => {}, keep: () => {} };
    actions = createSession(state, options, new FakeEnvironment()).actions;
});

const theirs: Json = { query: "level:error", range: { kind: "last", seconds: 60 }, note: "theirs" };

async function load(): Promise<readonly SharedView[]> {
    actions.loadSharedViews();
    await settled();
    const { value: shared } = state.sharedViews;
    return shared.kind === "found" ? shared.found.views : [];
}

describe("a view that the broker keeps", () => {
    it("is what is looked at", async () => {
        actions.shareView(" Night  shift ");
        await settled();

        expect(api.keptViews.get("Night shift")).toEqual({
            query: "city:Bonn",
            range: usualRange,
            hidden: [],
            columns: actions.looks().columns,
            view: "events",
        });
        expect((await load()).map(({ name }) => name)).toEqual(["Night shift"]);
    });

    it("brings back what somebody looked at", async () => {
        api.keptViews.set("errors", theirs);

        actions.showView((await load())[0]!);

        expect(state.query.value).toBe("level:error");
        expect(state.range.value).toEqual({ kind: "last", seconds: 60 });
    });

    it("is renamed with all that it holds, but not to another's name", async () => {
        api.keptViews.set("errors", theirs).set("unread", 7);
        const [view] = await load();

        actions.renameSharedView(view!, "unread");
        actions.renameSharedView(view!, "worries");
        await settled();

        expect([...api.keptViews]).toEqual([
            ["unread", 7],
            ["worries", theirs],
        ]);
    });

    it("is forgotten by its name", async () => {
        api.keptViews.set("errors", theirs);

        actions.forgetSharedView("errors");
        await settled();

        expect(api.keptViews.size).toBe(0);
        expect(await load()).toEqual([]);
    });

    it("is not changed without the right, and stays when its new name is refused", async () => {
        api.keptViews.set("errors", theirs);
        const [view] = await load();
        api.refusal = new ApiError(161, "admin is needed", false);

        actions.renameSharedView(view!, "worries");
        await settled();

        expect(state.sharedProblem.value).toEqual({ error: 161, detail: "admin is needed" });
        expect([...api.keptViews.keys()]).toEqual(["errors"]);
    });
});
