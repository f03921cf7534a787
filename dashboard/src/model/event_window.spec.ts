import { beforeEach, describe, expect, it } from "vitest";

import { messageOf, readEvent, type RealtimeEvent } from "./event";
import { EventWindow } from "./event_window";

let seq = 0;
beforeEach(() => {
    seq = 0;
});

function call(message: string, level = "info"): RealtimeEvent {
    seq += 1;
    return readEvent({ id: `p-${seq}`, topic: "logs.a", type: `logger.${level}`, seq, data: { message, level } });
}

// The n-th event that the broker numbered.
function numbered(seq: number, publisher = "p"): RealtimeEvent {
    const data = { message: `m${seq}`, level: "info" };
    return readEvent({ id: `${publisher}-${seq}`, clientId: publisher, topic: "a", source: "shop", seq, data });
}

function says(word: string) {
    return { matches: (event: RealtimeEvent) => messageOf(event).includes(word) };
}

const none = { received: 0, loaded: 0, shown: 0, dropped: 0, sampledOut: 0, forgotten: 0 };

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
    expect(window.counts).toEqual({ ...none, received: 3, shown: 3 });
});

it("forgets the oldest and counts them", () => {
    const window = new EventWindow(2);

    window.addEvents(calls(5));

    expect(shown(window)).toEqual(["m4", "m5"]);
    expect(window.counts).toEqual({ ...none, received: 5, shown: 2, forgotten: 3 });
});

it("filters what is there and what comes", () => {
    const window = new EventWindow(10);
    window.addEvents([call("slow a"), call("fast")]);

    window.setFilter(says("slow"));
    window.addEvents([call("fast"), call("slow b")]);

    expect(shown(window)).toEqual(["slow a", "slow b"]);
    expect(window.counts).toMatchObject({ received: 4, shown: 2 });
});

it("shows hidden rows again when the filter goes", () => {
    const window = new EventWindow(10);
    window.setFilter(says("b"));
    window.addEvents([call("a"), call("b")]);

    window.setFilter(says(""));

    expect(shown(window)).toEqual(["a", "b"]);
});

it("forgets hidden rows without touching those that are shown", () => {
    const window = new EventWindow(2);
    window.setFilter(says("keep"));

    window.addEvents([call("drop"), call("keep 1"), call("keep 2")]);

    expect(shown(window)).toEqual(["keep 1", "keep 2"]);
});

it("freezes what is shown while it is paused, and goes on receiving", () => {
    const window = new EventWindow(3);
    window.addEvents(calls(2));

    window.pause();
    window.addEvents([call("x"), call("y"), call("z")]);

    expect(shown(window)).toEqual(["m1", "m2"]);
    expect(window.counts).toEqual({ ...none, received: 5, shown: 2, forgotten: 2 });
    expect(window.waiting).toBe(3);
});

it("filters within the pause only what was there before", () => {
    const window = new EventWindow(10);
    window.addEvents(calls(2));
    window.pause();
    window.addEvents([call("m3")]);

    window.setFilter(says("m"));

    expect(shown(window)).toEqual(["m1", "m2"]);
});

it("catches up when it resumes", () => {
    const window = new EventWindow(3);
    window.addEvents(calls(2));
    window.pause();
    window.addEvents([call("x"), call("y")]);

    window.resume();

    expect(shown(window)).toEqual(["m2", "x", "y"]);
    expect(window.counts).toEqual({ ...none, received: 4, shown: 3, forgotten: 1 });
    expect(window.waiting).toBe(0);
});

it("shows gaps and new epochs as rows, and counts what is lost in a gap", () => {
    const window = new EventWindow(10);

    window.add({ kind: "gap", from: 5, to: 9, count: 4, reason: "lag" });
    window.add({ kind: "epoch", before: "e1", after: "e2" });

    expect(shown(window)).toEqual(["gap", "epoch"]);
    expect(window.counts).toEqual({ ...none, dropped: 4 });
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

    expect(window.counts).toEqual({ ...none, received: 1, shown: 1 });
    expect(window.shown.at(0)?.no).toBe(3);
});

it("finds a row by its number, or the next one that is shown", () => {
    const window = new EventWindow(3);
    window.addEvents(calls(5));

    expect([1, 3, 4, 5, 6].map((no) => window.indexOf(no))).toEqual([0, 0, 1, 2, 3]);
});

describe("events of the past", () => {
    it("stand where their seq says, and once", () => {
        const window = new EventWindow(10);
        window.addEvents([numbered(4), numbered(8)]);

        window.addPast([numbered(9), numbered(6), numbered(2), numbered(4)]);

        expect(shown(window)).toEqual(["m2", "m4", "m6", "m8", "m9"]);
        expect(window.counts).toMatchObject({ received: 5, loaded: 3, shown: 5 });
    });

    it("leave the numbers of rows as they were", () => {
        const window = new EventWindow(10);
        window.addEvents([numbered(4), numbered(8)]);
        const nos = [0, 1].map((index) => window.shown.at(index)?.no ?? NaN);

        window.addPast([numbered(2), numbered(6)]);

        expect(nos.map((no) => window.indexOf(no))).toEqual([1, 3]);
    });

    it("are not there twice when a search was faster than the stream", () => {
        const window = new EventWindow(10);
        window.addEvents([numbered(1)]);
        window.addPast([numbered(2), numbered(4)]);

        window.addEvents([numbered(2), numbered(3), numbered(4), numbered(5)]);

        expect(shown(window)).toEqual(["m1", "m2", "m3", "m4", "m5"]);
        expect(window.counts.received).toBe(5);
    });

    it("come before what happens next", () => {
        const window = new EventWindow(10);

        window.addPast([numbered(1), numbered(2)]);
        window.addEvents([numbered(3)]);

        expect(shown(window)).toEqual(["m1", "m2", "m3"]);
    });

    it("find no room in a window that is full of newer ones", () => {
        const window = new EventWindow(2);
        window.addEvents([numbered(4), numbered(8)]);

        window.addPast([numbered(2), numbered(6)]);

        expect(shown(window)).toEqual(["m6", "m8"]);
        expect(window.counts).toEqual({ ...none, received: 3, loaded: 1, shown: 2, forgotten: 1 });
    });

    it("stay behind the new epoch's row, where seqs began anew", () => {
        const window = new EventWindow(10);
        window.addEvents([numbered(700)]);
        window.add({ kind: "epoch", before: "e1", after: "e2" });
        window.addEvents([numbered(3)]);

        window.addPast([numbered(2), numbered(700)]);

        expect(shown(window)).toEqual(["m700", "epoch", "m2", "m3"]);
    });

    it("are numbered anew where rows came between others too often", () => {
        const window = new EventWindow(100);
        window.addEvents([numbered(0.5), numbered(64)]);

        for (let next = 63; next > 0; next -= 1) window.addPast([numbered(next)]);

        expect(shown(window)).toHaveLength(65);
        const nos = Array.from({ length: 65 }, (_, index) => window.shown.at(index)?.no ?? NaN);
        expect([...new Set(nos)].sort((a, b) => a - b)).toEqual(nos);
    });

    it("are shown while the table is paused, because it was them that were missing", () => {
        const window = new EventWindow(10);
        window.addEvents([numbered(2)]);
        window.pause();

        window.addPast([numbered(1)]);

        expect(shown(window)).toEqual(["m1", "m2"]);
    });
});

describe("the start of a program", () => {
    it("is a row where a publisher is new to a source that had another", () => {
        const window = new EventWindow(10);

        window.addEvents([numbered(1, "a"), numbered(2, "b"), numbered(3, "a"), numbered(4, "b")]);

        expect(shown(window)).toEqual(["m1", "run", "m2", "m3", "m4"]);
        expect(window.shown.at(1)).toMatchObject({ kind: "run", publisher: "b", source: "shop" });
    });

    it("moves to where the past says that it was", () => {
        const window = new EventWindow(10);
        window.addEvents([numbered(1, "a"), numbered(5, "b")]);

        window.addPast([numbered(3, "b")]);

        expect(shown(window)).toEqual(["m1", "run", "m3", "m5"]);
    });

    it("is seen also when its first event is filtered out, and counts as no event", () => {
        const window = new EventWindow(10);
        window.setFilter(says("m4"));

        window.addEvents([numbered(1, "a"), numbered(2, "b"), numbered(4, "b")]);

        expect(shown(window)).toEqual(["run", "m4"]);
        expect(window.counts.shown).toBe(1);
    });

    it("goes with the rows before it", () => {
        const window = new EventWindow(2);

        window.addEvents([numbered(1, "a"), numbered(2, "b"), numbered(3, "b"), numbered(4, "b")]);

        expect(shown(window)).toEqual(["m3", "m4"]);
    });
});

it("goes on with the events of another range as if no others had come", () => {
    const window = new EventWindow(10);
    window.addEvents([numbered(1), numbered(2), numbered(3)]);
    window.add({ kind: "gap", from: 4, to: 5, count: 2, reason: "lag" });

    window.retain((event) => event.seq > 1);

    expect(shown(window)).toEqual(["m2", "m3"]);
    expect(window.counts).toEqual({ ...none, received: 2, loaded: 2, shown: 2 });
});
