import { expect, it } from "vitest";

import { readEvent, type RealtimeEvent } from "./event";
import { EventWindow } from "./event_window";
import { everything } from "./filter";

function call(message: string, level = "info"): RealtimeEvent {
    return readEvent({ topic: "logs.a", type: `logger.${level}`, data: { message, level } });
}

function calls(count: number): RealtimeEvent[] {
    return Array.from({ length: count }, (_, index) => call(`m${index + 1}`));
}

function shown(window: EventWindow): string[] {
    return Array.from({ length: window.shown.length }, (_, index) => {
        const row = window.shown.at(index);
        return row?.kind === "event"
            ? String((row.event.data as { message: string }).message)
            : (row?.kind ?? "nothing");
    });
}

it("shows what came, in order", () => {
    const window = new EventWindow(10);

    window.addEvents(calls(3));

    expect(shown(window)).toEqual(["m1", "m2", "m3"]);
    expect(window.counts).toEqual({ received: 3, shown: 3, dropped: 0, forgotten: 0 });
});

it("forgets the oldest and counts them", () => {
    const window = new EventWindow(2);

    window.addEvents(calls(5));

    expect(shown(window)).toEqual(["m4", "m5"]);
    expect(window.counts).toEqual({ received: 5, shown: 2, dropped: 0, forgotten: 3 });
});

it("filters what is there and what comes", () => {
    const window = new EventWindow(10);
    window.addEvents([call("slow a"), call("fast")]);

    window.setFilter({ ...everything, text: "slow" });
    window.addEvents([call("fast"), call("slow b")]);

    expect(shown(window)).toEqual(["slow a", "slow b"]);
    expect(window.counts).toMatchObject({ received: 4, shown: 2 });
});

it("shows hidden rows again when the filter goes", () => {
    const window = new EventWindow(10);
    window.setFilter({ text: "", hidden: new Set(["debug"]) });
    window.addEvents([call("a", "debug"), call("b")]);

    window.setFilter(everything);

    expect(shown(window)).toEqual(["a", "b"]);
});

it("forgets hidden rows without touching those that are shown", () => {
    const window = new EventWindow(2);
    window.setFilter({ ...everything, text: "keep" });

    window.addEvents([call("drop"), call("keep 1"), call("keep 2")]);

    expect(shown(window)).toEqual(["keep 1", "keep 2"]);
});

it("freezes what is shown while it is paused, and goes on receiving", () => {
    const window = new EventWindow(3);
    window.addEvents(calls(2));

    window.pause();
    window.addEvents([call("x"), call("y"), call("z")]);

    expect(shown(window)).toEqual(["m1", "m2"]);
    expect(window.counts).toEqual({ received: 5, shown: 2, dropped: 0, forgotten: 2 });
    expect(window.waiting).toBe(3);
});

it("filters within the pause only what was there before", () => {
    const window = new EventWindow(10);
    window.addEvents(calls(2));
    window.pause();
    window.addEvents([call("m3")]);

    window.setFilter({ ...everything, text: "m" });

    expect(shown(window)).toEqual(["m1", "m2"]);
});

it("catches up when it resumes", () => {
    const window = new EventWindow(3);
    window.addEvents(calls(2));
    window.pause();
    window.addEvents([call("x"), call("y")]);

    window.resume();

    expect(shown(window)).toEqual(["m2", "x", "y"]);
    expect(window.counts).toEqual({ received: 4, shown: 3, dropped: 0, forgotten: 1 });
    expect(window.waiting).toBe(0);
});

it("shows gaps and new epochs as rows, and counts what is lost in a gap", () => {
    const window = new EventWindow(10);

    window.add({ kind: "gap", from: 5, to: 9, count: 4, reason: "lag" });
    window.add({ kind: "epoch", before: "e1", after: "e2" });

    expect(shown(window)).toEqual(["gap", "epoch"]);
    expect(window.counts).toEqual({ received: 0, shown: 0, dropped: 4, forgotten: 0 });
});

it("counts by level", () => {
    const window = new EventWindow(10);

    window.addEvents([call("a", "error"), call("b", "warn"), call("c", "error")]);

    expect([window.receivedOf("error"), window.receivedOf("warning"), window.receivedOf("info")]).toEqual([2, 1, 0]);
});

it("starts from nothing when it is cleared, and never gives a number twice", () => {
    const window = new EventWindow(10);
    window.addEvents(calls(2));

    window.clear();
    window.addEvents([call("new")]);

    expect(window.counts).toEqual({ received: 1, shown: 1, dropped: 0, forgotten: 0 });
    expect(window.shown.at(0)?.no).toBe(3);
});

it("finds a row by its number, or the next one that is shown", () => {
    const window = new EventWindow(3);
    window.addEvents(calls(5));

    expect([1, 3, 4, 5, 6].map((no) => window.indexOf(no))).toEqual([0, 0, 1, 2, 3]);
});
