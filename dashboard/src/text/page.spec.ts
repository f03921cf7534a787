import { expect, it } from "vitest";

import { bytesText, fillText, historyText, returnText, skewText, spanText, titleOf } from "./page";

it("counts unseen errors in the title, up to a point", () => {
    expect([0, 3, 1200].map(titleOf)).toEqual(["logbeam", "(3) logbeam", "(999+) logbeam"]);
});

it("says what an absence cost", () => {
    const back = { at: 0, awayMs: 12_000, missed: 0, isNewEpoch: false };

    expect(returnText(back)).toBe("back after 12 s, missed nothing");
    expect(returnText({ ...back, missed: 1204 })).toBe("back after 12 s, missed 1,204 events");
    expect(returnText({ ...back, isNewEpoch: true })).toBe("back after 12 s, the broker started anew");
});

it("says how far the past is loaded", () => {
    const progress = { blocks: 120, scanned: 30, skipped: 9, damaged: 0, events: 0, matched: 0 };

    expect(fillText({ kind: "partial", progress })).toBe("partial, 39 of 120 blocks searched");
    expect(fillText({ kind: "partial" })).toBe("older events: scroll up");
    expect(fillText({ kind: "failed", detail: "it is away" })).toBe("the past could not be loaded: it is away");
});

it("shows the name of a stranger without what would turn the line around", () => {
    expect(skewText({ source: `web\u202e${"x".repeat(1000)}`, seconds: -7 })).toMatch(
        /^clock of web[^\u202e]{1,70} behind by 7 s$/,
    );
});

it("says how much is remembered", () => {
    const now = Date.parse("2026-11-20T10:00:00Z");
    const history = { events: 9, bytes: 1.2 * 2 ** 30, since: "2026-11-13T10:00:00.123456789Z" };

    expect(historyText(history, now)).toBe("history 7 d · 1.2 GiB");
    expect(historyText({ events: 0, bytes: 0 }, now)).toBe("history empty");
});

it("rounds spans and sizes to what a person reads", () => {
    expect([999, 119_000, 600_000, 7_200_000, 604_800_000].map(spanText)).toEqual([
        "1 s",
        "119 s",
        "10 min",
        "2 h",
        "7 d",
    ]);
    expect([0, 1023, 1536, 300 * 2 ** 20].map(bytesText)).toEqual(["0 bytes", "1023 bytes", "1.5 KiB", "300 MiB"]);
});
