import { expect, it } from "vitest";

import { cpuOf, dropsOf, rateOf, readStats, type Stats } from "./stats";

function stats(
    uptime: number,
    counters: Record<string, number>,
    more: Record<string, Record<string, number>> = {},
): Stats {
    return readStats({ server: "logbeam 0.1.0", uptime_seconds: uptime, counters, ...more });
}

it("makes rates of two answers", () => {
    expect(rateOf(stats(10, { accepted: 100 }), stats(12, { accepted: 150 }), "accepted")).toBe(25);
});

it("makes none across a restart, and none of one answer", () => {
    const now = stats(3, { accepted: 5 });

    expect(rateOf(stats(10, { accepted: 100 }), now, "accepted")).toBeUndefined();
    expect(rateOf(undefined, now, "accepted")).toBeUndefined();
});

it("says how much of a core is used", () => {
    const before = stats(10, {}, { process: { cpu_seconds: 1 } });

    expect(cpuOf(before, stats(12, {}, { process: { cpu_seconds: 1.5 } }))).toBe(25);
});

it("says at which hop events were lost and why, and nothing of what was not", () => {
    const lossy = stats(1, { skipped: 3, refused_events: 0 }, { dropped_at_source_by: { queue_full: 7, closed: 0 } });

    expect(dropsOf(lossy)).toEqual([
        { hop: "program", reason: "queue_full", count: 7 },
        { hop: "reader", reason: "skipped", count: 3 },
    ]);
});
