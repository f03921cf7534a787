import { describe, expect, it } from "vitest";

import type { Json } from "./json";
import { isSame, mostViews, readShared, readViews, renamed } from "./saved_views";
import { suggestedName, withoutView, withView, type Looks } from "./saved_views";

const looks: Looks = {
    query: "level>=warning",
    range: { kind: "last", seconds: 900 },
    hidden: ["debug"],
    columns: "",
    view: "events",
};

function names(views: readonly { name: string }[]): string[] {
    return views.map(({ name }) => name);
}

const two = withView(withView([], "trouble", looks), "orders", { ...looks, query: "topic:orders" });

describe("saved views", () => {
    it("are the newest first", () => {
        expect(names(two)).toEqual(["orders", "trouble"]);
    });

    it("have each name once", () => {
        const again = withView(two, " trouble ", { ...looks, query: "level:error" });

        expect(names(again)).toEqual(["trouble", "orders"]);
        expect(again[0]?.query).toBe("level:error");
    });

    it("need a name", () => {
        expect(withView(two, "  ", looks)).toBe(two);
    });

    it("are renamed in their place, but not to another's name", () => {
        expect(names(renamed(two, "trouble", "worries"))).toEqual(["orders", "worries"]);
        expect(renamed(two, "trouble", "orders")).toBe(two);
        expect(renamed(two, "trouble", "")).toBe(two);
    });

    it("are forgotten by name", () => {
        expect(names(withoutView(two, "orders"))).toEqual(["trouble"]);
    });

    it("are bounded", () => {
        let views: ReturnType<typeof readViews> = [];
        for (let index = 0; index < mostViews + 5; index += 1) views = withView(views, `v${index}`, looks);

        expect(views.length).toBe(mostViews);
        expect(views[0]?.name).toBe(`v${mostViews + 4}`);
    });

    it("come back from what was kept", () => {
        expect(readViews(JSON.parse(JSON.stringify(two)))).toEqual(two);
    });

    it("survive what somebody else kept under their key", () => {
        expect(readViews({})).toEqual([]);
        expect(readViews([null, 7, { name: "x" }, { name: "", query: "" }])).toEqual([]);
        expect(readViews([{ name: "x", query: "a", range: { kind: "last", seconds: -1 }, hidden: ["loud"] }])).toEqual([
            { name: "x", query: "a", range: { kind: "last", seconds: 900 }, hidden: [], columns: "", view: "events" },
        ]);
    });

    it("of the broker are read as far as they are views, under the names that they have there", () => {
        const at = (name: string, view: Json) => ({ name, view, by: "alice", saved: "" });
        const kept = { query: "a", range: { kind: "last", seconds: 60 }, theirs: [1] };

        expect(
            readShared([at("one  of theirs ", kept), at("b", [kept]), at("c", null), at("d", { query: 7 })]),
        ).toEqual([
            {
                name: "one  of theirs ",
                by: "alice",
                kept,
                query: "a",
                range: { kind: "last", seconds: 60 },
                hidden: [],
                columns: "",
                view: "events",
            },
        ]);
    });

    it("have no name that is cut within a character", () => {
        expect(withView([], "x".repeat(99) + "🚢", looks)[0]?.name).toBe("x".repeat(99));
    });

    it("know what is looked at again", () => {
        expect(isSame(looks, { ...looks, hidden: ["debug"] })).toBe(true);
        expect(isSame(looks, { ...looks, hidden: [] })).toBe(false);
    });

    it("are called by their query at first", () => {
        expect(suggestedName(looks)).toBe("level>=warning");
        expect(suggestedName({ ...looks, query: "" })).toBe("All events");
    });
});
