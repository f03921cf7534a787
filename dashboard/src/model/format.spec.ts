import { afterAll, beforeAll, expect, it, vi } from "vitest";

import { formatAgo, formatCount, formatExactTime, formatShort, formatStyled, formatTime, usualTime } from "./format";

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

it("shows times as they are asked for, to the nanosecond", () => {
    const time = "2026-11-20T23:57:33.123456789Z";
    const now = Date.parse("2026-11-21T00:00:00Z");

    expect(formatStyled(time, { ...usualTime, clock: "utc" }, now)).toBe("23:57:33.123");
    expect(formatStyled(time, { ...usualTime, withDate: true, withNanoseconds: true }, now)).toBe(
        "2026-11-21 00:57:33.123456789",
    );
    expect(formatStyled("2026-11-20T10:00:00.5Z", { ...usualTime, withNanoseconds: true }, now)).toBe(
        "11:00:00.500000000",
    );
    expect(formatStyled(time, { ...usualTime, clock: "relative" }, now)).toBe("2 min ago");
});

it("shows how long ago something was, and what a clock that goes ahead says", () => {
    expect([400, 1500, 59_000, 3_600_000, 200_000_000, -5000].map(formatAgo)).toEqual([
        "now",
        "2 s ago",
        "59 s ago",
        "1 h ago",
        "2 d ago",
        "in 5 s",
    ]);
});
