import { expect, it } from "vitest";

import { readAccounting } from "./account";
import { flowOf } from "./flow";
import type { Json } from "./json";

function publisher(more: Record<string, Json>): Json {
    return {
        id: "k3v9t2m8q1x0z",
        source: "orders-api",
        tail: "connected",
        since: 0,
        through: 107,
        stored: 100,
        excluded: 0,
        unstored: 0,
        refused: 0,
        dropped: { queue_full: 7 },
        missing: 0,
        duplicates: 5,
        ...more,
    };
}

it("closes where every number has an end", () => {
    const { publishers, all } = readAccounting({ publishers: [publisher({})] });

    expect(publishers[0]).toMatchObject({ numbered: 107, difference: 0, duplicates: 5 });
    expect(all.difference).toBe(0);
});

it("counts from what an earlier life of the broker had", () => {
    const { publishers } = readAccounting({ publishers: [publisher({ since: 50, through: 157 })] });

    expect(publishers[0]).toMatchObject({ numbered: 107, difference: 0 });
});

it("says how many are unaccounted for, for the publisher and for all", () => {
    const { publishers, all } = readAccounting({ publishers: [publisher({}), publisher({ stored: 97 })] });

    expect(publishers.map(({ difference }) => difference)).toEqual([0, 3]);
    expect(all.difference).toBe(3);
});

it("adds reasons up over all publishers", () => {
    const { all } = readAccounting({
        publishers: [publisher({}), publisher({ dropped: { queue_full: 1, too_large: 6 } })],
    });

    expect(all.outcomes.find(({ name }) => name === "dropped")?.reasons).toEqual([
        ["queue_full", 8],
        ["too_large", 6],
    ]);
});

it("checks each subscription's sum, too", () => {
    const counts = { offered: 100, delivered: 12, filtered: 80, sampled_out: 0, skipped: 5, pending: 2 };

    expect(readAccounting({ subscriptions: [counts] }).subscriptions[0]?.difference).toBe(1);
});

it("reads an answer that is none as nothing", () => {
    expect(readAccounting(null)).toMatchObject({ publishers: [], all: { numbered: 0, difference: 0 } });
});

it("draws each outcome that there was, losses marked, and none too thin to be seen", () => {
    const { all } = readAccounting({ publishers: [publisher({ through: 1_000_007, stored: 1_000_000 })] });
    const { bands, height } = flowOf(all, 300, 72);

    expect(bands.map(({ name, isLoss }) => [name, isLoss])).toEqual([
        ["stored", false],
        ["dropped", true],
    ]);
    expect(bands[1]?.path).toMatch(/^M0 70C/);
    expect(height).toBeGreaterThan(72);
});

it("draws what is unaccounted for as a loss", () => {
    const { all } = readAccounting({ publishers: [publisher({ stored: 97 })] });

    expect(flowOf(all, 300, 72).bands.at(-1)).toMatchObject({ name: "difference", count: 3, isLoss: true });
});
