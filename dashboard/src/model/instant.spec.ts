import { expect, it } from "vitest";

import {
    fromMilliseconds,
    millisecondsOf,
    readInstant,
    textOfMilliseconds,
    toMilliseconds,
    writeInstant,
} from "./instant";

it("keeps every nanosecond", () => {
    const text = "2026-11-20T10:57:33.123456789Z";

    expect(writeInstant(readInstant(text) ?? 0n)).toBe(text);
});

it("reads other zones and fewer digits", () => {
    expect(writeInstant(readInstant("2026-11-20T12:57:33.5+02:00") ?? 0n)).toBe("2026-11-20T10:57:33.500000000Z");
});

it("keeps what lies before 1970", () => {
    expect(writeInstant(readInstant("1969-12-31T23:59:59.999999999Z") ?? 0n)).toBe("1969-12-31T23:59:59.999999999Z");
});

it.each(["", "2026-11-20", "2026-02-31T00:00:00Z", "2026-11-20T25:00:00Z", "10:57"])(
    "reads nothing in '%s'",
    (text) => {
        expect(readInstant(text)).toBeUndefined();
    },
);

it("gives charts milliseconds that go back to the same text", () => {
    const milliseconds = millisecondsOf("2026-11-20T10:57:33.123456789Z");

    expect(toMilliseconds(fromMilliseconds(milliseconds))).toBe(milliseconds);
    expect(millisecondsOf(textOfMilliseconds(milliseconds))).toBe(milliseconds);
});
