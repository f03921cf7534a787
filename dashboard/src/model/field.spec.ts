import { expect, it } from "vitest";

import { readEvent, type RealtimeEvent } from "./event";
import { fieldsSeen, textOfValue, valueOf } from "./field";
import type { Json } from "./json";

function event(data: Json, more: Record<string, Json> = {}): RealtimeEvent {
    return readEvent({ topic: "logs.a", type: "T", source: "api", seq: 7, data, ...more });
}

it.each([
    ["topic", "logs.a"],
    ["seq", 7],
    ["city", "Berlin"],
    ["user.id", 42n],
    ["a.b", "dotted"],
    ["a.b.c", "deep"],
    ["data.topic", "inner"],
    ["metadata.host", "web-1"],
    ["nothing", undefined],
    ["toString", undefined],
    ["user.id.x", undefined],
])("finds %s", (name, value) => {
    const data = { city: "Berlin", user: { id: 42n }, "a.b": "dotted", a: { b: { c: "deep" } }, topic: "inner" };

    expect(valueOf(event(data, { metadata: { host: "web-1" } }), name)).toBe(value);
});

it("shows a value as it is, to the last digit", () => {
    expect([textOfValue(9007199254740993n), textOfValue("a b"), textOfValue(["x", 1]), textOfValue(undefined)]).toEqual(
        ["9007199254740993", "a b", '["x",1]', ""],
    );
});

it("lists the fields that were seen, the usual ones first", () => {
    const events = [
        event({ message: "m", ms: 1, topic: "x" }),
        event({ ms: 2n, user: { id: "a" } }),
        event({ ms: "?" }),
    ];

    expect(fieldsSeen(events)).toEqual([
        { name: "ms", count: 3, isNumber: false },
        { name: "data.topic", count: 1, isNumber: false },
        { name: "user.id", count: 1, isNumber: false },
    ]);
});

it("lists no more fields than can be looked at, however many a stranger makes up", () => {
    const made = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`f${index}`, 1]));

    expect(fieldsSeen([event(made)])).toHaveLength(300);
});
