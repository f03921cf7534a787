import { beforeEach, expect, it } from "vitest";

import { readEvent } from "./event";
import { EventWindow } from "./event_window";
import type { EventRow } from "./row";
import { everything, extended, only, textOf, toggled, type Selection } from "./selection";

let window: EventWindow;

beforeEach(() => {
    window = new EventWindow(100);
    window.addEvents(["a", "b"].map(call));
    window.add({ kind: "gap", from: 1, to: 2, count: 2, reason: "lag" });
    window.addEvents(["c", "d"].map(call));
});

function call(message: string) {
    return readEvent({ topic: "t", type: "logger.info", timestamp: "soon", data: { level: "info", message } });
}

function row(index: number): EventRow {
    return window.shown.at(index) as EventRow;
}

function picked(selection: Selection | undefined): string {
    return textOf(selection?.rows.values() ?? []).replaceAll(/soon info     t {2}|\n/g, "");
}

it("reaches from where it began to where it is extended to, over gaps", () => {
    const down = extended(only(row(1)), row(4), window);

    expect(picked(down)).toBe("bcd");
    expect(picked(extended(down, row(0), window))).toBe("ab");
    expect(picked(extended(undefined, row(3), window))).toBe("c");
});

it("takes single rows in and out, and reaches on from the last", () => {
    const two = toggled(only(row(4)), row(0));

    expect(picked(two)).toBe("ad");
    expect(picked(toggled(two, row(4)))).toBe("a");
    expect(toggled(only(row(0)), row(0))).toBeUndefined();
    expect(picked(extended(two, row(1), window))).toBe("ab");
});

it("is everything that is shown", () => {
    expect(picked(everything(window))).toBe("abcd");
    expect(everything(new EventWindow(1))).toBeUndefined();
});

it("keeps what the page has forgotten", () => {
    const selection = only(row(0));

    window.clear();

    expect(picked(selection)).toBe("a");
});

it("copies whole lines, the oldest first", () => {
    expect(textOf([row(1), row(0)])).toBe("soon info     t  a\nsoon info     t  b\n");
});
