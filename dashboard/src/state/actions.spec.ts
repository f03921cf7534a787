import { beforeEach, expect, it, vi } from "vitest";

import { readEvent } from "../model/event";
import { kinds } from "../model/level";
import { rowHeight } from "../model/scroll";
import { createActions, type Actions } from "./actions";
import { createState, type State } from "./state";

let state: State;
let actions: Actions;
let frames: (() => void)[];
const watch = vi.fn();

beforeEach(() => {
    state = createState({ topics: [">"], text: "", hidden: new Set() }, "b:1", "auto");
    frames = [];
    watch.mockReset();
    actions = createActions(state, { nextFrame: (then) => frames.push(then), watch, retryNow: vi.fn() });
    actions.resize(10 * rowHeight);
});

function receive(...messages: string[]): void {
    actions.receive(messages.map((message) => readEvent({ topic: "a", type: "logger.info", data: { message } })));
}

function frame(): void {
    for (const then of frames.splice(0)) then();
}

function selected(): unknown {
    return (state.selected.value?.event.data as { message?: string } | undefined)?.message;
}

it("draws once a frame, however much comes", () => {
    receive("a");
    receive("b");
    actions.tellGap({ from: 1, to: 2, count: 2, reason: "lag" });
    expect(state.revision.value).toBe(0);

    frame();
    receive("c");
    frame();

    expect(state.revision.value).toBe(2);
});

it("keeps gaps and epochs as rows among the events", () => {
    receive("a");
    actions.tellEpoch("e1", "e2");
    actions.tellGap({ from: 1, to: 2, count: 2, reason: "lag" });

    expect([0, 1, 2].map((index) => state.window.shown.at(index)?.kind)).toEqual(["event", "epoch", "gap"]);
});

it("measures what came since it was asked last", () => {
    receive("a", "b");
    actions.measureRate();
    receive("c");
    actions.measureRate();

    expect(state.rate.value).toBe(1);
});

it("measures nothing negative after a clear", () => {
    receive("a", "b");
    actions.measureRate();

    actions.clear();
    actions.measureRate();

    expect(state.rate.value).toBe(0);
});

it("tells what the broker refused in its own words", () => {
    actions.tellFailure({ error: 161, name: "forbidden", detail: "topic private-x needs a token", mayRetry: false });

    expect(state.refusal.value).toBe("topic private-x needs a token");
});

it("hides and shows a level", () => {
    receive("a");

    actions.toggleLevel("info");
    expect(state.window.shown.length).toBe(0);
    actions.toggleLevel("info");

    expect(state.window.shown.length).toBe(1);
});

it("shows one level alone, and all again", () => {
    actions.onlyLevel("error", kinds);
    expect([...state.hidden.value]).toEqual(kinds.filter((kind) => kind !== "error"));

    actions.onlyLevel("error", kinds);

    expect(state.hidden.value.size).toBe(0);
});

it("shows everything again", () => {
    receive("a");
    actions.search("nothing");
    actions.toggleLevel("info");

    actions.showEverything();

    expect([state.window.shown.length, state.text.value]).toEqual([1, ""]);
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

it("watches other topics from nothing", () => {
    receive("a");

    expect(actions.watch("logs.>, orders.*")).toBeUndefined();

    expect(watch).toHaveBeenCalledWith(["logs.>", "orders.*"]);
    expect([state.window.shown.length, state.topics.value]).toEqual([0, ["logs.>", "orders.*"]]);
});

it("watches everything when nothing is named, and does not begin anew for the same", () => {
    receive("a");

    expect(actions.watch(" ")).toBeUndefined();

    expect(watch).not.toHaveBeenCalled();
    expect(state.window.shown.length).toBe(1);
});

it("says what is wrong with a topic and stays where it is", () => {
    expect(actions.watch("logs.>.x")).toContain("logs.>.x: > can only be the last token");

    expect(watch).not.toHaveBeenCalled();
    expect(state.topics.value).toEqual([">"]);
});
