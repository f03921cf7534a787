import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { readEvent } from "../model/event";
import { usualRange } from "../model/range";
import type { FieldInfo, TopicInfo } from "../stream/api";
import { FakeApi } from "../stream/fake_api";
import { createActions, type Actions } from "./actions";
import type { Feed } from "./feed";
import { createState, type State } from "./state";

let state: State;
let actions: Actions;
const kept = new Map<string, string>();
const fields = vi.fn();
const feed = {
    restart: vi.fn(),
    refill: vi.fn(),
    loadOlder: vi.fn(),
    holdReplay: vi.fn(),
    continueReplay: vi.fn(),
    retryNow: vi.fn(),
    cameBack: vi.fn(),
} satisfies Feed;

const city: FieldInfo = { name: "city", count: 5, types: ["string"], values: [{ value: "New York", count: 5 }] };

beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("localStorage", {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => kept.set(key, value),
    });
    fields.mockReset().mockResolvedValue({ sampled: false, looked_at: 5, fields: [city] });
    open("");
});

afterEach(() => {
    kept.clear();
    vi.useRealTimers();
    vi.unstubAllGlobals();
});

function open(query: string): void {
    state = createState({ view: "events", query, hidden: new Set(), range: usualRange }, "b:1", "auto");
    const api = Object.assign(new FakeApi(), { fields, topics: () => Promise.resolve<TopicInfo[]>([]) });
    actions = createActions(state, { api, feed, changed: () => {}, keep: () => {}, listen: () => () => {} });
}

function type(text: string): void {
    actions.typeQuery({ text, cursor: text.length });
}

function labels(): string[] {
    return (state.queryList.value?.items ?? []).map((item) => (typeof item === "string" ? item : item.label));
}

describe("What is typed", () => {
    it("is asked by itself once the typing pauses", () => {
        type("ship");
        vi.advanceTimersByTime(100);
        type("shipped");
        vi.advanceTimersByTime(149);
        expect(state.query.value).toBe("");

        vi.advanceTimersByTime(1);

        expect(state.query.value).toBe("shipped");
    });

    it("filters what the window holds at each key, and no longer once it turns out to be no query", () => {
        state.window.addEvents(["ship", "sail"].map((message) => readEvent({ type: "logger.info", data: { message } })));

        type("ship");
        expect(state.window.counts.shown).toBe(1);
        type("ship (");
        vi.advanceTimersByTime(1000);

        expect(state.window.counts.shown).toBe(2);
        expect(state.query.value).toBe("");
    });

    it("is not asked while it is no query, and says why only after a while", () => {
        type("level:warnign");
        vi.advanceTimersByTime(500);
        expect(state.isProblemSaid.value && state.queryProblem.value !== undefined).toBe(false);

        vi.advanceTimersByTime(500);

        expect(state.query.value).toBe("");
        expect(state.isProblemSaid.value).toBe(true);
        expect(state.queryProblem.value?.at).toBe(6);
    });

    it("is asked, or said to be wrong, at once when it is applied", () => {
        type("shipped");
        actions.applyQuery();
        expect(state.query.value).toBe("shipped");

        type("shipped OR");
        actions.applyQuery();

        expect(state.query.value).toBe("shipped");
        expect(state.isProblemSaid.value).toBe(true);
    });
});

describe("The box", () => {
    it("shows what somebody else asks", () => {
        type("half a");

        actions.ask("city:Berlin");
        vi.advanceTimersByTime(1000);

        expect(state.draft.value).toBe("city:Berlin");
        expect(state.query.value).toBe("city:Berlin");
    });

    it("shows a query of the address that cannot be read, and what is wrong with it", () => {
        open("level:loud");

        expect(state.draft.value).toBe("level:loud");
        expect(state.queryProblem.value?.message).toContain("unknown level 'loud'");
    });

    it("completes with what the broker tells, asked at most every few seconds", async () => {
        actions.enterQueryBox();
        await vi.advanceTimersByTimeAsync(0);
        type("cit");
        type("city");
        expect(fields).toHaveBeenCalledTimes(1);
        expect(labels()).toContain("city:");

        type("city:");
        actions.pickInQueryList(1);
        const typed = actions.chooseFromQueryList();

        expect(typed).toEqual({ text: 'city:"New York" ', cursor: 16 });
        expect(state.draft.value).toBe('city:"New York" ');
        expect(state.queryList.value).toBeUndefined();
    });

    it("completes as soon as the broker has answered", async () => {
        type("cit");
        expect(labels()).toEqual([]);

        await vi.advanceTimersByTimeAsync(0);

        expect(labels()).toEqual(["city"]);
    });

    it("stops asking the broker when it is left", () => {
        actions.enterQueryBox();
        const signal = fields.mock.calls[0]?.[1] as AbortSignal;

        actions.leaveQueryBox();

        expect(signal.aborted).toBe(true);
    });
});

describe("Earlier queries", () => {
    it("are those that were applied or left standing, the newest first and each once", () => {
        for (const text of ["a", "b", "level:loud", "a"]) {
            type(text);
            actions.applyQuery();
        }
        type("c");
        actions.leaveQueryBox();

        expect(state.queries.value).toEqual(["c", "a", "b"]);
    });

    it("outlast the page, fifty of them", () => {
        for (let count = 0; count < 60; count += 1) {
            type(`word${count}`);
            actions.applyQuery();
        }

        open("");

        expect(state.queries.value).toHaveLength(50);
        expect(state.queries.value[0]).toBe("word59");
    });

    it("are asked again by choosing one", () => {
        type("a");
        actions.applyQuery();
        type("b");
        actions.applyQuery();

        actions.showQueries();
        expect(labels()).toEqual(["a"]);
        actions.chooseFromQueryList();

        expect(state.query.value).toBe("a");
        expect(state.queryList.value).toBeUndefined();
    });
});
