import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { readEvent } from "../model/event";
import { millisecondsOf } from "../model/instant";
import { rowHeight } from "../model/scroll";
import { ApiError, type Histogram, type HistogramAsk } from "../stream/api";
import { FakeApi, noProgress } from "../stream/fake_api";
import { createActions, type Actions } from "./actions";
import { createState, type State } from "./state";

const begin = "2026-11-20T10:00:00.000000000Z";
const started = Date.parse(begin);

let asks: HistogramAsk[];
let answer: (ask: HistogramAsk) => Histogram;
let state: State;
let actions: Actions;

// The broker's now goes on as the test's clock does; a bucket of ten seconds has one event.
function counted(ask: HistogramAsk): Histogram {
    const now = started + performance.now();
    const [, ago] = /^-(\d+)s$/.exec(ask.from ?? "") ?? [];
    const from = ago === undefined ? millisecondsOf(ask.from ?? "") : now - Number(ago) * 1000;
    const to = ask.to === undefined ? now : millisecondsOf(ask.to);
    const first = Math.floor(from / 10_000);
    const buckets = Array.from({ length: Math.floor(to / 10_000) - first + 1 }, (_, index) => ({
        time: new Date((first + index) * 10_000).toISOString(),
        count: 1,
        counts: { info: 1 },
    }));
    const text = (time: number): string => new Date(time).toISOString();
    const rest = { bucket: "10s", keys: ["info"], total: 0, complete: true, progress: noProgress };
    return { from: text(from), to: text(to), buckets, ...rest };
}

beforeEach(() => {
    vi.useFakeTimers();
    asks = [];
    answer = counted;
    const api = new FakeApi();
    api.histogram = ((ask: HistogramAsk) => {
        asks.push(ask);
        return Promise.resolve(ask).then(answer);
    }) as never;
    state = createState(
        { view: "events", query: "", hidden: new Set(), range: { kind: "last", seconds: 900 } },
        "b:1",
        "auto",
    );
    const [restart, refill, loadOlder] = [vi.fn(), vi.fn(), vi.fn()];
    actions = createActions(state, {
        api,
        feed: { restart, refill, loadOlder } as never,
        changed: () => {},
        keep: () => {},
        listen: () => () => {},
    });
});
afterEach(() => void vi.useRealTimers());

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

it("counts the range, then only its last two bars, once a second at most", async () => {
    actions.watchTime();
    await pass(100);
    expect(asks).toEqual([{ query: "", by: "level", bucket: "10s", from: "-900s" }]);

    await pass(5000);

    expect(asks.length).toBeLessThanOrEqual(6);
    expect(asks[1]).toMatchObject({ from: "2026-11-20T09:59:50.000000000Z" });
    expect(asks[1]).not.toHaveProperty("to");
});

it("moves on: bars come at the end and go at the beginning", async () => {
    actions.watchTime();
    await pass(100);
    const before = state.timeline.value.buckets.length;
    await pass(30_000);

    const { buckets } = state.timeline.value;
    expect(Math.abs(buckets.length - before)).toBeLessThanOrEqual(1);
    expect(buckets.at(-1)?.start).toBe(started + 30_000);
    expect(state.timeSpan.value.to - state.timeSpan.value.from).toBe(900_000);
});

it("counts all of it anew once a minute, for what came very late", async () => {
    actions.watchTime();
    await pass(62_000);

    expect(asks.filter(({ from }) => from === "-900s").length).toBe(2);
});

it("rests while the page is hidden, and then continues where it was", async () => {
    actions.watchTime();
    await pass(100);
    state.isVisible.value = false;
    await pass(20_000);
    expect(asks.length).toBe(1);

    state.isVisible.value = true;
    await pass(100);

    expect(asks[1]?.from).toBe("2026-11-20T09:59:50.000000000Z");
});

it("asks once for a range that does not move, with what is asked for", async () => {
    actions.watchTime();
    const range = { kind: "between", from: begin, to: "2026-11-20T10:10:00.000000000Z" } as const;
    actions.look(range);
    actions.ask("city:Berlin");
    actions.chart("latency_ms");
    await pass(5000);

    expect(asks).toEqual([
        { query: "city:Berlin", by: "level", value: "latency_ms", bucket: "5s", from: range.from, to: range.to },
    ]);
});

it("asks anew when it is grouped otherwise", async () => {
    actions.watchTime();
    await pass(100);
    actions.groupTimeBy("topic");
    await pass(100);

    expect(asks.at(-1)).toMatchObject({ by: "topic", from: "-900s" });
});

it("says what went wrong, and tries again", async () => {
    answer = () => {
        throw new ApiError(0, "the broker does not answer", true);
    };
    actions.watchTime();
    await pass(100);
    expect(state.timeProblem.value?.detail).toBe("the broker does not answer");

    answer = counted;
    await pass(2000);

    expect(state.timeProblem.value).toBeUndefined();
});

it("stays where it is while something is played over it", async () => {
    actions.watchTime();
    await pass(100);
    const span = state.timeSpan.value;
    actions.playFrom(span.from + 60_000);
    await pass(5000);
    const count = asks.length;
    state.mode.value = { kind: "replay", from: begin, speed: 1, at: "2026-11-20T09:50:00.000000000Z" };
    await pass(5000);

    expect(state.timeSpan.value).toEqual(span);
    expect(asks.length).toBe(count);
});

it("follows what is played beyond its end", async () => {
    actions.watchTime();
    await pass(100);
    const at = "2026-11-20T12:00:00.000000000Z";
    state.mode.value = { kind: "replay", from: at, speed: 1, at };
    await pass(200);

    const { from, to } = state.timeSpan.value;
    expect(from < millisecondsOf(at) && millisecondsOf(at) < to).toBe(true);
    expect(to - from).toBe(900_000);
});

it("looks at a selection without its end", () => {
    actions.zoom(started + 2000, started + 1000);

    expect(state.range.value).toEqual({
        kind: "between",
        from: "2026-11-20T10:00:01.000000000Z",
        to: "2026-11-20T10:00:01.999999999Z",
    });
});

it("steps and zooms out by what is looked at", () => {
    state.timeSpan.value = { from: started, to: started + 1000 };
    actions.stepTime(-1);
    expect(state.range.value).toMatchObject({
        from: "2026-11-20T09:59:59.000000000Z",
        to: "2026-11-20T09:59:59.999999999Z",
    });

    actions.zoomOut();

    expect(state.range.value).toMatchObject({
        from: "2026-11-20T09:59:59.500000000Z",
        to: "2026-11-20T10:00:01.499999999Z",
    });
});

it("moves the cursor by bars and keeps the other end of a selection", async () => {
    actions.watchTime();
    await pass(100);
    actions.moveTimeCursor(-1, false);
    expect(state.timeCursor.value).toBe(started);

    actions.moveTimeCursor(-1, true);
    actions.moveTimeCursor(-1, true);
    expect([state.timeCursor.value, state.timeAnchor.value]).toEqual([started - 20_000, started]);

    actions.moveTimeCursor(-Infinity, false);
    expect(state.timeCursor.value).toBe(state.timeline.value.buckets[0]?.start);
});

it("goes to a time in the table where it is held, else looks at that bar", () => {
    const times = [1, 2, 3].map((second) => `2026-11-20T10:00:0${second}.000000000Z`);
    const scrollTo = vi.spyOn(actions, "scrollTo");
    state.window.addEvents(
        times.map((timestamp, seq) => readEvent({ topic: "a", type: "logger.info", timestamp, seq: seq + 1 })),
    );

    actions.goToTime(started + 1500);
    expect(scrollTo).toHaveBeenCalledWith(rowHeight, false);
    expect(state.range.value.kind).toBe("last");

    actions.goToTime(started - 60_000);
    expect(state.range.value).toMatchObject({ kind: "between", from: "2026-11-20T09:59:00.000000000Z" });
});
