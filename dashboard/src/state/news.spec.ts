import { beforeEach, describe, expect, it } from "vitest";

import { readEvent } from "../model/event";
import { EventWindow } from "../model/event_window";
import { NewsReader } from "./news";

let window: EventWindow;
let reader: NewsReader;
let seq = 0;

beforeEach(() => {
    window = new EventWindow(100);
    comes("before");
    reader = new NewsReader(window);
});

function comes(...messages: string[]): void {
    const event = (message: string) => ({
        id: `p-${(seq += 1)}`,
        topic: "a",
        seq,
        type: "logger.info",
        data: { message },
    });
    window.addEvents(messages.map((message) => readEvent(event(message))));
}

function said(): unknown {
    const news = reader.take();
    return news && [news.count, news.last.kind === "event" ? news.last.event.data : news.last.kind];
}

describe("news", () => {
    it("are what has come since, the last of it in full", () => {
        comes("one", "two");

        expect(said()).toEqual([2, { message: "two" }]);
    });

    it("are told once, and none are no news", () => {
        comes("one");
        reader.take();

        expect(said()).toBeUndefined();
        comes("two");
        expect(said()).toEqual([1, { message: "two" }]);
    });

    it("may be a gap", () => {
        window.add({ kind: "gap", from: 7, to: 9, count: 3, reason: "lag" });

        expect(said()).toEqual([1, "gap"]);
    });

    it("are none while the table stands still", () => {
        window.pause();
        comes("one");

        expect(said()).toBeUndefined();
    });

    it("are none after it was cleared", () => {
        comes("one");
        window.clear();

        expect(said()).toBeUndefined();
    });
});
