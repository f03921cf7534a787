import { expect, it } from "vitest";

import { readEvent } from "./event";
import { compile, everything, type Filter } from "./filter";
import type { Json } from "./json";
import type { Row } from "./row";

const row: Row = {
    kind: "event",
    no: 1,
    level: "warning",
    event: readEvent({
        topic: "logs.orders",
        type: "logger.warning",
        source: "api",
        data: {
            level: "warning",
            message: "Slow upstream (carrier)",
            logger: "net",
            city: "Gdańsk",
            big: 9007199254740993n,
            deep: { a: [1] },
        },
    } as Json),
};
const gap: Row = { kind: "gap", no: 2, from: 1, to: 9, count: 9, reason: "lag" };

function shows(filter: Partial<Filter>, which: Row = row): boolean {
    return compile({ ...everything, ...filter })(which);
}

it("finds text in message, logger, topic, source, type and fields", () => {
    for (const text of ["upstream", "net", "logs.or", "api", "logger.w", "city=Gda", "9007199254740993", '{"a":[1]}']) {
        expect(shows({ text }), text).toBe(true);
    }
});

it("ignores case and space around", () => {
    expect(shows({ text: "  sLOW " })).toBe(true);
});

it("takes every character for itself", () => {
    expect(shows({ text: "(carrier)" })).toBe(true);
    expect(shows({ text: "Sl.w" })).toBe(false);
});

it("hides levels", () => {
    expect(shows({ hidden: new Set(["warning"]) })).toBe(false);
    expect(shows({ hidden: new Set(["error"]) })).toBe(true);
});

it("never hides a gap", () => {
    expect(shows({ text: "nothing like it", hidden: new Set(["warning"]) }, gap)).toBe(true);
});
