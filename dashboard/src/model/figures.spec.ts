import { describe, expect, it } from "vitest";

import { formatAge, formatBytes, formatFigure, formatRate, formatShare } from "./figures";

describe("numbers", () => {
    it("have three digits that count", () => {
        expect([41.234, 0.01234, 1234.5, 0, 2.5e-9].map(formatFigure)).toEqual([
            "41.2",
            "0.0123",
            "1,235",
            "0",
            "2.50e-9",
        ]);
    });

    it("are bytes in binary units", () => {
        expect([512, 1536, 1.2 * 2 ** 30].map(formatBytes)).toEqual(["512 B", "1.50 KiB", "1.20 GiB"]);
    });

    it("are never 0 % of something", () => {
        expect([formatShare(31, 100), formatShare(1, 1000), formatShare(0, 0)]).toEqual(["31 %", "< 1 %", "0 %"]);
    });

    it("are ages", () => {
        expect([-5, 90_000, 7_000_000, 90_000_000, 1e9].map(formatAge)).toEqual([
            "0 s",
            "90 s",
            "116 m",
            "25 h",
            "11 d",
        ]);
    });
});

describe("a rate", () => {
    it.each([
        [0, "0"],
        [0.04, "< 0.1"],
        [0.9998, "1"],
        [8.24, "8.2"],
        [12_345.6, "12,346"],
    ])("of %d is %s", (perSecond, text) => {
        expect(formatRate(perSecond)).toBe(text);
    });
});
