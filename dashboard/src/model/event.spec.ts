import { expect, it } from "vitest";

import { fieldsOf, loggerOf, messageOf, readEvent } from "./event";

const logCall = readEvent({
    id: "p-1",
    topic: "logs.orders",
    type: "logger.info",
    source: "api",
    timestamp: "2026-11-20T10:57:33.123456789Z",
    seq: 7,
    data: { level: "info", message: "shipped", logger: "orders", thread: 1, city: "Berlin" },
});

it("leaves absent members empty", () => {
    expect(readEvent({ topic: "a" })).toEqual({
        id: "",
        topic: "a",
        type: "",
        source: "",
        timestamp: "",
        seq: 0,
        data: {},
    });
});

it("keeps null as the data of an event", () => {
    expect(readEvent({ topic: "a", data: null }).data).toBeNull();
});

it("survives an event that is none", () => {
    expect(readEvent([1, 2]).data).toEqual({});
});

it("tells fields of the user from members of the log call", () => {
    expect(fieldsOf(logCall)).toEqual([["city", "Berlin"]]);
});

it("names a log call by its message and its logger", () => {
    expect([messageOf(logCall), loggerOf(logCall)]).toEqual(["shipped", "orders"]);
});

it("names any other event by its type and its topic", () => {
    const event = readEvent({ topic: "orders.shipped", type: "OrderShipped", data: [1] });

    expect([messageOf(event), loggerOf(event), fieldsOf(event)]).toEqual(["OrderShipped", "orders.shipped", []]);
});
