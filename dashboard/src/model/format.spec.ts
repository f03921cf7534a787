import { afterAll, beforeAll, expect, it, vi } from "vitest";

import { formatCount, formatExactTime, formatShort, formatTime } from "./format";

beforeAll(() => {
    vi.stubEnv("TZ", "Europe/Berlin");
});
afterAll(() => {
    vi.unstubAllEnvs();
});

it("groups digits", () => {
    expect(formatCount(1234567)).toBe("1,234,567");
});

it("shortens what is long", () => {
    expect([9999, 47_900, 999_999, 1_234_567].map(formatShort)).toEqual(["9,999", "47.9 k", "999 k", "1.2 M"]);
});

it("shows times by the reader's clock", () => {
    expect(formatTime("2026-11-20T10:57:33.123456789Z")).toBe("11:57:33.123");
});

it("shows every digit where there is room", () => {
    expect(formatExactTime("2026-11-20T10:57:33.123456789Z")).toBe("2026-11-20 11:57:33.123 456 789");
    expect(formatExactTime("2026-11-20T10:57:33Z")).toBe("2026-11-20 11:57:33");
});

it("shows what is no time as it is", () => {
    expect([formatTime("soon"), formatExactTime("")]).toEqual(["soon", ""]);
});
