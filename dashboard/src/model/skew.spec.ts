import { expect, it } from "vitest";

import { readEvent, type RealtimeEvent } from "./event";
import { Clocks } from "./skew";

const now = Date.parse("2026-11-20T10:00:10Z");

function event(source: string, second: number, metadata = {}): RealtimeEvent {
    const timestamp = `2026-11-20T10:00:${String(second).padStart(2, "0")}.123456789Z`;
    return readEvent({ source, timestamp, metadata });
}

it("tells clocks that are ahead or behind, the worst first", () => {
    const clocks = new Clocks();

    for (const each of [event("ahead", 15), event("behind", 1), event("right", 9)]) clocks.arrived(each, now);

    expect(clocks.take()).toEqual([
        { source: "behind", seconds: -9 },
        { source: "ahead", seconds: 5 },
    ]);
});

it("takes a late event for a late one where another of the same source was in time", () => {
    const clocks = new Clocks();

    clocks.arrived(event("a", 1), now);
    clocks.arrived(event("a", 9), now);

    expect(clocks.take()).toEqual([]);
});

it("does not judge by what lay in a spool", () => {
    const clocks = new Clocks();

    clocks.arrived(event("a", 1, { recovered: true }), now);

    expect(clocks.take()).toEqual([]);
});

it("keeps its judgement of who is silent, and changes it with the next events", () => {
    const clocks = new Clocks();
    clocks.arrived(event("a", 1), now);
    clocks.take();

    expect(clocks.take()).toHaveLength(1);
    clocks.arrived(event("a", 10), now);

    expect(clocks.take()).toEqual([]);
});

it("passes over what has no time", () => {
    const clocks = new Clocks();

    clocks.arrived(readEvent({ source: "a", timestamp: "soon" }), now);

    expect(clocks.take()).toEqual([]);
});
