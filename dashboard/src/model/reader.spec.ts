import { beforeEach, expect, it } from "vitest";

import { Reader } from "./reader";

let reader: Reader;

beforeEach(() => {
    reader = new Reader();
});

it("takes no scrolling for the reader's who did nothing", () => {
    expect(reader.scrolls(100, 0)).toBe(false);
    expect(reader.scrolls(100, 1000)).toBe(false);
});

it("takes scrolling after a wheel for the reader's, for as long as it goes on", () => {
    reader.act(0);

    expect([900, 1150, 1400, 1800].map((now) => reader.scrolls(now, now))).toEqual([true, true, true, false]);
});

it("takes scrolling for the reader's who holds the scroll bar", () => {
    reader.press();
    expect(reader.scrolls(1, 60_000)).toBe(true);

    reader.release(60_000);
    expect(reader.scrolls(2, 62_000)).toBe(false);
});

it("believes who insists", () => {
    expect(reader.scrolls(100, 0)).toBe(false);
    expect(reader.scrolls(100, 100)).toBe(true);
});
