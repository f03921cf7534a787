import { expect, it } from "vitest";

import { formatAxisTime, formatLength, formatSpan } from "./clock";

const at = (hour: number, minute: number, second = 0, ms = 0): number =>
    new Date(2026, 10, 20, hour, minute, second, ms).getTime();

it("says no more than differs between two marks", () => {
    const time = at(10, 57, 33, 120);

    expect([86_400_000, 60_000, 1000, 50].map((step) => formatAxisTime(time, step))).toEqual([
        "2026-11-20",
        "10:57",
        "10:57:33",
        "10:57:33.120",
    ]);
});

it("names the day at midnight", () => {
    expect(formatAxisTime(at(0, 0), 3_600_000)).toBe("11-20 00:00");
});

it("names the day of a span that is not today's", () => {
    const now = at(12, 0);
    const day = 86_400_000;

    expect(formatSpan(at(10, 0), at(11, 0), now)).toBe("10:00 – 11:00");
    expect(formatSpan(at(10, 0, 1), at(11, 0), now)).toBe("10:00:01 – 11:00:00");
    expect(formatSpan(at(10, 0), at(10, 0, 1), now)).toBe("10:00:00.000 – 10:00:01.000");
    expect(formatSpan(at(10, 0) - day, at(11, 0) - day, now)).toBe("11-19 10:00 – 11:00");
    expect(formatSpan(at(10, 0) - day, at(11, 0), now)).toBe("11-19 10:00 – 11:00");
});

it("names lengths in the unit that a person would", () => {
    expect([250, 10_000, 900_000, 3_600_000, 86_400_000, 604_800_000].map(formatLength)).toEqual([
        "250 ms",
        "10 s",
        "15 m",
        "1 h",
        "24 h",
        "7 d",
    ]);
});
