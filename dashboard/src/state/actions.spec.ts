import { beforeEach, expect, it, vi } from "vitest";

import { readEvent } from "../model/event";
import { kinds } from "../model/level";
import { usualRange } from "../model/range";
import { rowHeight } from "../model/scroll";
import { FakeApi } from "../stream/fake_api";
import { createActions, type Actions } from "./actions";
import type { Feed } from "./feed";
import { createState, type State } from "./state";

let state: State;
let actions: Actions;
const changed = vi.fn();
const feed = {
    restart: vi.fn(),
    refill: vi.fn(),
    loadOlder: vi.fn(),
    holdReplay: vi.fn(),
    continueReplay: vi.fn(),
    retryNow: vi.fn(),
    cameBack: vi.fn(),
} satisfies Feed;

beforeEach(() => {
    vi.resetAllMocks();
    state = createState({ view: "events", query: "", hidden: new Set(), range: usualRange }, "b:1", "auto");
    actions = createActions(state, { api: new FakeApi(), feed, changed, keep: () => {}, listen: () => () => {} });
    actions.resize(10 * rowHeight);
});

function receive(...messages: string[]): void {
    actions.receive(messages.map((message) => readEvent({ topic: "a", type: "logger.info", data: { message } })));
}

function selected(): unknown {
    return (state.selected.value?.event.data as { message?: string } | undefined)?.message;
}

it("keeps gaps and epochs as rows among the events", () => {
    receive("a");
    actions.tellEpoch("e1", "e2");
    actions.tellGap({ from: 1, to: 2, count: 2, reason: "lag" });

    expect([0, 1, 2].map((index) => state.window.shown.at(index)?.kind)).toEqual(["event", "epoch", "gap"]);
});

it("measures what came since it was asked last", () => {
    receive("a", "b");
    actions.tick(0);
    receive("c");
    actions.tick(0);

    expect(state.rate.value).toBe(1);
});

it("measures nothing negative after a clear", () => {
    receive("a", "b");
    actions.tick(0);

    actions.clear();
    actions.tick(0);

    expect(state.rate.value).toBe(0);
});

it("tells what the broker refused in its own words", () => {
    actions.tellFailure({ error: 161, name: "forbidden", detail: "topic private-x needs a token", mayRetry: false });

    expect(state.refusal.value).toBe("topic private-x needs a token");
});

it("shows what matches a query before it is asked, and what is asked again when it is not", () => {
    receive("apple", "pear");

    actions.preview("apple");
    expect([state.window.counts.shown, state.query.value, feed.refill.mock.calls.length]).toEqual([1, "", 0]);
    actions.preview(undefined);

    expect(state.window.counts.shown).toBe(2);
});

it("walks over the rows once for what is previewed and then asked", () => {
    const walk = vi.spyOn(state.window, "setFilter");

    actions.preview("apple");
    actions.ask("apple");

    expect(walk).toHaveBeenCalledTimes(1);
    expect(feed.refill).toHaveBeenCalledTimes(1);
});

it("hides and shows a level", () => {
    receive("a");

    actions.toggleLevel("info");
    expect(state.window.shown.length).toBe(0);
    actions.toggleLevel("info");

    expect(state.window.shown.length).toBe(1);
});

it("shows one level alone, and all again", () => {
    actions.onlyLevel("error");
    expect([...state.hidden.value]).toEqual(kinds.filter((kind) => kind !== "error"));

    actions.onlyLevel("error");

    expect(state.hidden.value.size).toBe(0);
});

it("shows everything again", () => {
    receive("a");
    actions.ask("nothing");
    actions.toggleLevel("info");

    actions.showEverything();

    expect([state.window.shown.length, state.query.value]).toEqual([1, ""]);
});

it("selects from the newest upwards, over gaps", () => {
    receive("a", "b");
    actions.tellGap({ from: 1, to: 2, count: 2, reason: "lag" });
    receive("c");

    const visited = [-1, -1, -1, -1, 1].map((by) => {
        actions.moveSelection(by);
        return selected();
    });

    expect(visited).toEqual(["c", "b", "a", "a", "b"]);
});

it("selects nothing where there is nothing", () => {
    actions.moveSelection(-1);

    expect(selected()).toBeUndefined();
});

it("stops following when a row is opened, so that it stays where it is", () => {
    receive(...Array.from({ length: 30 }, (_, index) => `m${index}`));
    const row = state.window.shown.at(25);

    actions.open(row as never);
    receive("later");

    expect([selected(), state.isDetailOpen.value, state.scroll.isFollowing]).toEqual(["m25", true, false]);
});

it("opens and closes the detail of what is selected only", () => {
    actions.toggleDetail();
    expect(state.isDetailOpen.value).toBe(false);
    receive("a");
    actions.moveSelection(-1);

    actions.toggleDetail();
    expect(state.isDetailOpen.value).toBe(true);
    actions.closeDetail();

    expect(state.isDetailOpen.value).toBe(false);
});

it("counts the errors that came while nobody looked", () => {
    const error = readEvent({ topic: "a", type: "logger.error" });
    actions.receive([error]);
    actions.tellVisible(false);

    actions.receive([error, readEvent({ topic: "a", type: "logger.info" }), error]);
    expect(state.unseenErrors.value).toBe(2);
    actions.tellVisible(true);

    expect(state.unseenErrors.value).toBe(0);
});

it("marks a publisher whose clock is off", () => {
    const timestamp = new Date(Date.now() + 60_000).toISOString();

    actions.receive([readEvent({ topic: "a", source: "web-1", timestamp })]);
    for (let second = 1; second <= 5; second += 1) actions.tick(second);

    expect(state.skewed.value).toEqual([{ source: "web-1", seconds: 60 }]);
});

it("hides many levels at once", () => {
    actions.hide(new Set(["debug", "trace"]));

    expect([...state.hidden.value]).toEqual(["debug", "trace"]);
    expect(feed.refill).toHaveBeenCalledTimes(1);
});

it("opens an event that the table does not hold without moving the table", () => {
    receive("a");

    actions.openEvent(readEvent({ id: "elsewhere", seq: 900 }));

    expect(state.selected.value?.event.id).toBe("elsewhere");
    expect([state.isDetailOpen.value, state.scroll.isFollowing]).toEqual([true, true]);
});

it("keeps the query of an address that does not parse out of the page", () => {
    const view = { view: "events", query: "level:", hidden: new Set<never>(), range: usualRange } as const;
    const broken = createState(view, "b:1", "auto");

    expect([broken.query.value, broken.asked.value]).toEqual(["", ""]);
});

it("keeps a query that has no room for the hidden levels", () => {
    const full = Array.from({ length: 1000 }, (_, index) => `w${index}`).join(" ");
    actions.hide(new Set(["debug"]));

    expect(actions.ask(full)).toBeUndefined();

    expect(state.asked.value).toBe(full);
});
