import { describe, expect, it } from "vitest";

import { formatRate } from "./figures";

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
