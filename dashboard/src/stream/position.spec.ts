import { expect, it } from "vitest";

import { readEvent, type RealtimeEvent } from "../model/event";
import { Position } from "./position";

function events(...seqs: number[]): RealtimeEvent[] {
    return seqs.map((seq) => readEvent({ topic: "a", seq }));
}

function seqs(events: RealtimeEvent[]): number[] {
    return events.map((event) => event.seq);
}

it("begins where it was told to until it has seen something", () => {
    expect(new Position({ last: 200 }).from).toEqual({ last: 200 });
});

it("goes on behind the last event", () => {
    const position = new Position("now");

    position.take(events(3, 7), "e1");

    expect(position.from).toEqual({ seq: 7, epoch: "e1" });
});

it("takes no event twice", () => {
    const position = new Position("now");
    position.take(events(3, 7), "e1");

    expect(seqs(position.take(events(5, 7, 8), "e1"))).toEqual([8]);
});

it("starts to count again in a new epoch", () => {
    const position = new Position("now");
    position.take(events(700), "e1");

    expect(seqs(position.take(events(1, 2), "e2"))).toEqual([1, 2]);
    expect(position.from).toEqual({ seq: 2, epoch: "e2" });
});

it("asks for what it has missed in the epoch that it knows", () => {
    const position = new Position("now");
    position.take(events(700), "e1");

    position.take([], "e2");

    expect(position.from).toEqual({ seq: 700, epoch: "e1" });
});

it("knows where it begins before the first event when the broker says so", () => {
    const position = new Position("now");

    position.begin(41, "e1");

    expect(position.from).toEqual({ seq: 41, epoch: "e1" });
});

it("takes everything behind where it begins", () => {
    const position = new Position({ last: 2 });

    position.begin(39, "e1");

    expect(seqs(position.take(events(40, 41), "e1"))).toEqual([40, 41]);
});

it("begins anew in a new epoch", () => {
    const position = new Position("now");
    position.take(events(700), "e1");

    position.begin(0, "e2");

    expect(position.from).toEqual({ seq: 0, epoch: "e2" });
});

it("does not go back behind what it has seen", () => {
    const position = new Position("now");
    position.take(events(50), "e1");

    position.begin(41, "e1");

    expect(position.from).toEqual({ seq: 50, epoch: "e1" });
});
