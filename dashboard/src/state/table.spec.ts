import { beforeEach, describe, expect, it, vi } from "vitest";

import { readEvent } from "../model/event";
import type { EventRow } from "../model/row";
import { rowHeight } from "../model/scroll";
import type { View } from "../model/url";
import { FakeApi } from "../stream/fake_api";
import { FakeEnvironment } from "../stream/fake_environment";
import type { Actions } from "./actions";
import { createSession } from "./session";
import { createState, type State } from "./state";

const view: View = { view: "events", query: "", hidden: new Set(), range: { kind: "last", seconds: 900 } };
const keep = vi.fn();

let state: State;
let actions: Actions;

beforeEach(() => {
    keep.mockReset();
    start(view);
});

function start(from: View): void {
    state = createState(from, "b:1", "auto");
    const options = { url: "ws://b:1/ws", token: undefined, api: new FakeApi(), nextFrame: () => {}, keep };
    actions = createSession(state, options, new FakeEnvironment()).actions;
    actions.resize(10 * rowHeight);
}

function receive(...messages: string[]): void {
    actions.receive(
        messages.map((message) =>
            readEvent({ topic: "a", type: "logger.info", timestamp: "t", data: { level: "info", message } }),
        ),
    );
}

function row(message: string): EventRow {
    for (let index = 0; index < state.window.shown.length; index += 1) {
        const each = state.window.shown.at(index);
        if (each?.kind === "event" && (each.event.data as { message: string }).message === message) return each;
    }
    throw new Error(`no row says ${message}`);
}

function picked(): string {
    return actions
        .pickedText()
        .replaceAll(/t info {5}a {2}/g, "")
        .trim()
        .replaceAll("\n", " ");
}

function selected(): string | undefined {
    return (state.selected.value?.event.data as { message?: string } | undefined)?.message;
}

describe("columns", () => {
    it("are those of the address, else the usual ones", () => {
        expect(state.columns.value.map(({ id }) => id)).toEqual(["time", "level", "who", "message"]);

        start({ ...view, columns: "time,city:90" });

        expect(state.columns.value).toEqual([{ id: "time" }, { id: "city", width: 90 }]);
    });

    it("are kept in the address when they change, and leave it when they are the usual ones", () => {
        actions.showColumn("city");
        actions.moveColumn("city", 0);
        actions.resizeColumn("city", 90);
        actions.hideColumn("who");
        actions.resetColumns();

        expect(keep.mock.calls.map(([name, text]) => `${String(name)}=${String(text)}`)).toEqual([
            "cols=time,level,who,city,message",
            "cols=city,time,level,who,message",
            "cols=city:90,time,level,who,message",
            "cols=city:90,time,level,message",
            "cols=",
        ]);
    });
});

describe("picked rows", () => {
    beforeEach(() => receive("a", "b", "c", "d", "e"));

    it("are the one that is selected, unless others are picked", () => {
        expect(actions.pickedText()).toBe("");
        actions.open(row("b"));

        expect(picked()).toBe("b");
    });

    it("reach from the selected one to where Shift and the mouse went", () => {
        actions.open(row("d"));
        actions.pick(row("b"), "range");
        actions.pick(row("a"), "toggle");

        expect(picked()).toBe("a b c d");
        expect(selected()).toBe("d");
    });

    it("grow and shrink with Shift and the arrow keys", () => {
        actions.open(row("b"));
        actions.pickOn(1);
        actions.pickOn(1);
        expect(picked()).toBe("b c d");
        actions.pickOn(-1);
        actions.pickOn(-1);
        actions.pickOn(-1);

        expect(picked()).toBe("a b");
    });

    it("are dropped when another row is selected", () => {
        actions.pickEverything();
        expect(picked()).toBe("a b c d e");

        actions.moveSelection(-1);

        expect(picked()).toBe("e");
        expect(actions.unpick()).toBe(false);
    });
});

describe("find in view", () => {
    beforeEach(() => {
        receive("one", "two one", "three", "one more");
        actions.openFind();
    });

    function look(): void {
        actions.lookOn(5, () => 0);
    }

    it("counts the rows that say it and goes from one to the next", () => {
        actions.findText("ONE");
        look();
        expect(state.find.value).toEqual({ text: "ONE", count: 3, at: 0, isDone: true });

        const visited = [1, 1, 1, 1, -1].map((by) => {
            actions.goToHit(by as 1 | -1);
            return [selected(), state.find.value?.at];
        });

        expect(visited).toEqual([
            ["one", 1],
            ["two one", 2],
            ["one more", 3],
            ["one", 1],
            ["one more", 3],
        ]);
        expect(state.isDetailOpen.value).toBe(false);
    });

    it("says when nothing says it, and finds nothing for nothing", () => {
        actions.findText("nobody");
        look();
        actions.goToHit(1);
        expect([state.find.value?.count, selected()]).toEqual([0, undefined]);

        actions.findText("");
        look();

        expect(state.find.value).toEqual({ text: "", count: 0, at: 0, isDone: true });
    });

    it("does not stay when it is closed", () => {
        actions.findText("one");
        actions.closeFind();
        look();

        expect([state.find.value, state.finder.value]).toEqual([undefined, undefined]);
    });
});

describe("a value", () => {
    it("narrows the query to it, or to the others", () => {
        actions.narrow({ field: "city", value: "New York" }, "include");
        expect(state.query.value).toBe('city:"New York"');

        actions.narrow({ field: "n", value: 9007199254740993n }, "exclude");

        expect(state.query.value).toBe('city:"New York" -n:9007199254740993');
    });
});

describe("the keyboard's attention", () => {
    it("walks along the row and back to all of it", () => {
        const cells = [1, 1, 9, -9].map((by) => {
            actions.moveCell(by);
            return state.cell.value;
        });

        expect(cells).toEqual(["time", "level", "message", undefined]);
    });

    it("selects a row to show its whole text, without its detail", () => {
        receive("a", "b", "c");

        actions.expandRow(row("b"));

        expect([selected(), state.isStripOpen.value, state.isDetailOpen.value]).toEqual(["b", true, false]);
    });
});
