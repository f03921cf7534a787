import { describe, expect, it } from "vitest";

import { groupsOf } from "./groups";
import { nextOrder, sortBy } from "./sort_by";
import { sparkline } from "./sparkline";
import { suggestFields } from "./top_fields";

describe("a sorted list", () => {
    const items = [
        { name: "b", count: 2 },
        { name: "a", count: 2 },
        { name: "c", count: 9 },
    ];

    it("keeps the order of equal ones", () => {
        const order = { by: "count", isDescending: true } as const;

        expect(sortBy(items, order, (item, by) => item[by]).map(({ name }) => name)).toEqual(["c", "b", "a"]);
    });

    it("turns round when it is sorted by the same again", () => {
        const order = nextOrder<"name" | "count">({ by: "count", isDescending: true }, "name", false);

        expect(order).toEqual({ by: "name", isDescending: false });
        expect(nextOrder(order, "name", false).isDescending).toBe(true);
    });
});

describe("groups of a field", () => {
    it("account for every event: values, others, and those without it", () => {
        const bucket = (count: number, counts: Record<string, number>, other: number) => ({
            time: "",
            count,
            counts,
            other,
        });
        const progress = { blocks: 0, scanned: 0, skipped: 0, damaged: 0, events: 0, matched: 0 };
        const buckets = [bucket(10, { Berlin: 4 }, 5), bucket(3, { Berlin: 3 }, 0)];
        const histogram = {
            from: "",
            to: "",
            bucket: "1m",
            keys: ["Berlin"],
            total: 13,
            buckets,
            complete: true,
            progress,
        };

        const { groups, others, without } = groupsOf(histogram);

        expect(groups).toEqual([{ value: "Berlin", count: 7, trend: [4, 3] }]);
        expect([others.count, without.count]).toEqual([5, 1]);
    });
});

describe("suggested fields", () => {
    const field = (name: string, values: number, share = 1) => ({
        name,
        count: 100,
        types: ["string"],
        values: Array.from({ length: values }, (_, value) => ({ value, count: (100 * share) / values })),
    });

    it("have few values; the program's own come first", () => {
        const seen = [
            field("source", 3),
            field("request_id", 10, 1),
            field("city", 5),
            field("user", 10, 0.1),
            field("ok", 1),
        ];

        expect(suggestFields(seen, 100)).toEqual(["city", "source"]);
    });
});

it("draws a bar for each count that is not 0, one at least a pixel high", () => {
    expect(sparkline([0, 1000, 1], { width: 30, height: 10 })).toBe("M10 10V0H19V10zM20 10V9H29V10z");
});

it("draws the last count at the end where there is room for more", () => {
    expect(sparkline([5], { width: 30, height: 10, columns: 3 })).toBe("M20 10V0H29V10z");
});
