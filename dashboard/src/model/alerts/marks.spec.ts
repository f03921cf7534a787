import { expect, it } from "vitest";

import { readAlert } from "./alert";
import { marksOf } from "./marks";

const begin = Date.parse("2026-11-20T10:00:00Z");
const hour = 3_600_000;

function told(state: string, minute: number, more: object = {}) {
    const at = new Date(begin + minute * 60_000).toISOString();
    return readAlert({ rule: "late", state, at, fingerprint: `${minute}`, ...more });
}

const places = (transitions: Parameters<typeof marksOf>[0]) =>
    marksOf(transitions, begin, begin + hour).map(({ time, alerts }) => [(time - begin) / 60_000, alerts.length]);

it("marks where alerts began and ended, oldest first", () => {
    expect(places([told("resolved", 40), told("firing", 20), told("pending", 10)])).toEqual([
        [20, 1],
        [40, 1],
    ]);
});

it("marks as one what stands too close together to be told apart", () => {
    expect(places([told("firing", 20), told("firing", 20.1), told("resolved", 20.2), told("firing", 30)])).toEqual([
        [20, 3],
        [30, 1],
    ]);
});

it("marks nothing outside of what is charted, of shadows, and of what had never ended", () => {
    const transitions = [
        told("firing", -1),
        told("firing", 61),
        told("firing", 10, { shadow: true }),
        told("firing", 20, { was: "recovering" }),
        told("nodata", 25, { was: "firing" }),
        told("firing", 30, { was: "nodata" }),
    ];

    expect(places(transitions)).toEqual([]);
});
