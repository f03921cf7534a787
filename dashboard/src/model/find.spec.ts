import { beforeEach, expect, it } from "vitest";

import { readEvent } from "./event";
import { EventWindow } from "./event_window";
import { Finder, hitFrom } from "./find";
import { findPattern } from "./marks";

let window: EventWindow;
let finder: Finder;

beforeEach(() => {
    window = new EventWindow(1000);
    finder = new Finder(findPattern("odd") as RegExp);
});

function add(count: number): void {
    const events = Array.from({ length: count }, (_, index) => (index % 2 === 1 ? "odd" : "even"));
    window.addEvents(events.map((message) => readEvent({ data: { message } })));
}

it("finds the rows that say it, over those that are no events", () => {
    add(4);
    window.add({ kind: "epoch", before: "odd", after: "odd" });
    add(2);

    expect(finder.look(window, () => false)).toBe(true);

    expect(finder.hits.map((no) => window.indexOf(no))).toEqual([1, 3, 6]);
});

it("looks a piece at a time, also where rows go meanwhile", () => {
    add(900);

    expect(finder.look(window, () => true)).toBe(false);
    expect(finder.hits).toHaveLength(32);
    add(200);
    while (!finder.look(window, () => true)) continue;
    finder.look(window, () => false);

    expect(finder.hits).toHaveLength(500);
});

it("keeps what it found while it looks again", () => {
    add(900);
    finder.look(window, () => false);

    finder.look(window, () => true);

    expect(finder.hits).toHaveLength(450);
});

it("goes from hit to hit and around the end", () => {
    const hits = [3, 5, 9];

    expect([hitFrom(hits, 3, 1), hitFrom(hits, 9, 1), hitFrom(hits, undefined, 1)]).toEqual([5, 3, 3]);
    expect([hitFrom(hits, 9, -1), hitFrom(hits, 3, -1), hitFrom(hits, undefined, -1)]).toEqual([5, 9, 9]);
    expect(hitFrom([], 1, 1)).toBeUndefined();
});
