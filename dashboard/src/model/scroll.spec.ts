import { beforeEach, describe, expect, it } from "vitest";

import { readEvent } from "./event";
import { EventWindow } from "./event_window";
import { rowHeight, Scroll, visibleRange } from "./scroll";

const height = 10 * rowHeight;
let window: EventWindow;
let scroll: Scroll;

beforeEach(() => {
    window = new EventWindow(100);
    scroll = new Scroll();
    add(50);
});

function add(count: number): void {
    window.addEvents(
        Array.from({ length: count }, (_, index) => readEvent({ topic: "a", type: index % 2 === 0 ? "even" : "odd" })),
    );
}

function topRow(): number | undefined {
    return window.shown.at(Math.floor(scroll.topOf(window, height) / rowHeight))?.no;
}

describe("the range of rows", () => {
    it("is what is seen and a little more", () => {
        expect(visibleRange(20 * rowHeight, height, 1000)).toEqual({ first: 16, end: 34 });
    });

    it("stays within the rows that there are", () => {
        expect(visibleRange(0, height, 5)).toEqual({ first: 0, end: 5 });
        expect(visibleRange(90 * rowHeight, height, 0)).toEqual({ first: 0, end: 0 });
    });
});

describe("at the end", () => {
    it("goes with what comes", () => {
        add(7);

        expect(topRow()).toBe(48);
        expect(scroll.unseenOf(window)).toBe(0);
    });

    it("has nowhere to go while everything is seen", () => {
        window.clear();
        add(3);

        scroll.hold(window, height);

        expect([scroll.isFollowing, scroll.topOf(window, height)]).toEqual([true, 0]);
    });
});

describe("scrolled away", () => {
    beforeEach(() => scroll.moveTo(20 * rowHeight + 5, false, window));

    it("does not move when rows come, and counts them", () => {
        add(9);

        expect(scroll.topOf(window, height)).toBe(20 * rowHeight + 5);
        expect(scroll.unseenOf(window)).toBe(9);
    });

    it("keeps the row that is read when the oldest are forgotten", () => {
        add(60);

        expect([topRow(), scroll.topOf(window, height)]).toEqual([21, 10 * rowHeight + 5]);
    });

    it("goes on with the next row when the one that is read is forgotten", () => {
        add(90);

        expect(topRow()).toBe(41);
    });

    it("stays near the row that is read when a filter hides it", () => {
        window.setFilter({ matches: (event) => event.type === "even" });

        expect([window.shown.at(0)?.no, topRow()]).toEqual([1, 21]);
    });

    it("counts as new only what is shown", () => {
        window.setFilter({ matches: (event) => event.type === "even" });

        add(10);

        expect(scroll.unseenOf(window)).toBe(5);
    });

    it("follows again at the end", () => {
        scroll.moveTo(40 * rowHeight - 1, true, window);

        expect([scroll.isFollowing, scroll.unseenOf(window)]).toEqual([true, 0]);
    });

    it("follows again when asked", () => {
        scroll.follow();

        expect(topRow()).toBe(41);
    });

    it("is where the reader scrolled to in the last drawing, though rows have gone since", () => {
        add(50);
        scroll.draw(window, height);
        const seen = window.shown.at(30)?.no;

        add(7);
        scroll.moveTo(30 * rowHeight, false, window);

        expect(topRow()).toBe(seen);
    });

    it("does not move when older rows are loaded above, whether the reader scrolls or not", () => {
        scroll.draw(window, height);
        const read = topRow();

        const seqs = Array.from({ length: 30 }, (_, index) => index + 1);
        window.addPast(seqs.map((seq) => readEvent({ topic: "a", type: "old", seq })));
        expect(topRow()).toBe(read);

        scroll.moveTo(21 * rowHeight, false, window);
        expect(topRow()).toBe((read ?? 0) + 1);
    });

    it("goes on counting while the reader scrolls", () => {
        add(4);

        scroll.moveTo(3 * rowHeight, false, window);

        expect(scroll.unseenOf(window)).toBe(4);
    });
});

describe("revealing a row", () => {
    it("moves no further than it must", () => {
        scroll.moveTo(20 * rowHeight, false, window);

        scroll.reveal(25, window, height);
        expect(scroll.topOf(window, height)).toBe(20 * rowHeight);
        scroll.reveal(5, window, height);
        expect(scroll.topOf(window, height)).toBe(5 * rowHeight);
        scroll.reveal(30, window, height);
        expect(scroll.topOf(window, height)).toBe(21 * rowHeight);
    });

    it("stops following", () => {
        scroll.reveal(49, window, height);
        add(1);

        expect([scroll.isFollowing, topRow(), scroll.unseenOf(window)]).toEqual([false, 41, 1]);
    });
});
