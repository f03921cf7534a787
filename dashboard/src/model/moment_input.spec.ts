import { expect, it } from "vitest";

import { writeInstant } from "./instant";
import { readMoment, writeMoment } from "./moment_input";

const now = new Date(2026, 10, 20, 10, 57, 33).getTime();

function read(text: string, isEnd = false): string {
    const found = readMoment(text, now, isEnd);
    return found.kind === "moment" ? writeMoment(writeInstant(found.instant)) : found.problem;
}

it.each([
    ["10:15", "2026-11-20 10:15:00"],
    ["9:15:30.25", "2026-11-20 09:15:30.25"],
    ["2026-11-19", "2026-11-19 00:00:00"],
    ["2026-11-19 23:59", "2026-11-19 23:59:00"],
    ["2026-11-19T23:59:01.000000001", "2026-11-19 23:59:01.000000001"],
    ["-15m", "2026-11-20 10:42:33"],
    ["now", "2026-11-20 10:57:33"],
])("reads %s in the reader's clock", (typed, shown) => {
    expect(read(typed)).toBe(shown);
});

it("reads RFC 3339 as it is", () => {
    expect(readMoment("2026-11-20T10:57:33.123456789Z", now)).toMatchObject({ instant: 1795172253123456789n });
});

it("takes a day at the end of a range whole", () => {
    expect(read("2026-11-19", true)).toBe("2026-11-20 00:00:00");
});

it.each(["", "soon", "25:00", "10:60", "2026-02-31", "2026-13-01", "-", "T"])(
    "says what it expects instead of '%s'",
    (typed) => {
        expect(read(typed)).toContain("expected 10:57");
    },
);
