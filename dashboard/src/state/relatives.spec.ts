import { beforeEach, describe, expect, it } from "vitest";

import { readEvent, type RealtimeEvent } from "../model/event";
import { usualRange } from "../model/range";
import { FakeApi } from "../stream/fake_api";
import type { Neighbours } from "./actions";
import { relativesActions, type RelativesActions } from "./relatives";
import { createState, type State } from "./state";

let api: FakeApi;
let state: State;
let actions: RelativesActions;

beforeEach(() => {
    api = new FakeApi();
    state = createState({ view: "events", query: "", hidden: new Set(), range: usualRange }, "b:1", "auto");
    actions = relativesActions(state, { api } as unknown as Neighbours);
});

function said(seq: number, source = "orders"): RealtimeEvent {
    return readEvent({
        id: `p-${seq}`,
        seq,
        topic: "logs.orders",
        source,
        timestamp: `2026-11-20T10:57:33.${String(seq).padStart(9, "0")}Z`,
        data: { template: "order {} shipped" },
    });
}

describe("around an event", () => {
    it("stand those of its source before and after it, oldest first", async () => {
        actions.lookAround(said(5), 2);
        const [before, after] = api.searches;
        before?.found.events([said(4), said(3)]);
        after?.found.events([said(6)]);
        await before?.ends(3);
        await after?.ends();

        expect(api.searches.map(({ ask }) => ask)).toMatchObject([
            { query: "source:orders", before: 5, order: "newest", limit: 2 },
            { query: "source:orders", after: 5, order: "oldest", limit: 2 },
        ]);
        const { value: around } = state.around;
        const found = around.kind === "found" ? around.found : undefined;
        expect(found?.before.map(({ seq }) => seq)).toEqual([3, 4]);
        expect(found?.after.map(({ seq }) => seq)).toEqual([6]);
        expect(found?.hasEarlier).toBe(true);
    });
});

describe("following a value", () => {
    it("shows its tab, and asks for all events of the range that have it", async () => {
        actions.followValue("request_id", "r 1");
        actions.lookForFollowed();
        api.last.found.events([said(1, "web"), said(2)]);
        await api.last.ends();

        expect(state.detailTab.value).toBe("follow");
        expect(api.last.ask).toMatchObject({ query: 'request_id:"r 1"', from: "-900s", order: "oldest" });
        const { value: followed } = state.followed;
        expect(followed.kind === "found" && followed.found.lanes.sources).toEqual(["web", "orders"]);
    });

    it("ends with its tab", () => {
        actions.followValue("request_id", "r");
        actions.endFollowing();

        expect(state.following.value).toBeUndefined();
        expect(state.detailTab.value).toBe("fields");
    });
});
