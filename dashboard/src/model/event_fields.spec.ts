import { describe, expect, it } from "vitest";

import { readEvent } from "./event";
import { childrenOf, fieldGroups, isAskable, isIdentifier, type FieldNode } from "./event_fields";
import type { Json } from "./json";

const event = readEvent({
    id: "a-1",
    topic: "logs.orders",
    type: "logger.info",
    source: "orders",
    timestamp: "2026-11-20T10:57:33.123456789Z",
    seq: 7,
    data: {
        level: "info",
        message: "m",
        order_id: 84421n,
        topic: "mine",
        user: { id: 7, tags: [{ a: 1 }] },
        file: "a.cpp",
        line: 3,
    },
    metadata: { host: "web-1" },
    clientId: "a",
});

function namesOf(kind: string): Record<string, string> {
    const nodes = fieldGroups(event).find((group) => group.kind === kind)?.nodes ?? [];
    return Object.fromEntries(nodes.map(({ name, field }) => [name, field]));
}

function node(name: string, value: Json): FieldNode {
    return { name, field: name, value };
}

describe("the fields of an event", () => {
    it("are the user's first, then the log call's, then the envelope's", () => {
        expect(fieldGroups(event).map(({ kind }) => kind)).toEqual(["own", "call", "envelope"]);
        expect(namesOf("call")).toEqual({ level: "level", file: "file" });
    });

    it("are named as a query names them", () => {
        expect(namesOf("own")).toEqual({ order_id: "order_id", topic: "data.topic", user: "user" });
        expect(namesOf("envelope")).toMatchObject({ topic: "topic", host: "metadata.host", clientId: "clientId" });
    });

    it("have paths, in which arrays have no positions", () => {
        const user = fieldGroups(event)[0]?.nodes.find(({ name }) => name === "user");
        const [id, tags] = user === undefined ? [] : childrenOf(user);
        const item = tags === undefined ? undefined : childrenOf(tags)[0];

        expect(id?.field).toBe("user.id");
        expect(tags?.field).toBe("user.tags");
        expect(item === undefined ? [] : childrenOf(item)).toEqual([{ name: "a", field: "user.tags.a", value: 1 }]);
    });

    it("show data that is no object", () => {
        expect(fieldGroups({ ...event, data: [1] }).find(({ kind }) => kind === "call")?.nodes).toEqual([
            { name: "data", field: "", value: [1] },
        ]);
    });
});

describe("an identifier", () => {
    it.each([
        ["request_id", "r-00024"],
        ["orderId", 7],
        ["order_id", 9007199254740993n],
        ["x-trace", "abc"],
        ["parent", "4bf92f3577b34da6a3ce929d0e0e4736"],
        ["key", "123e4567-e89b-12d3-a456-426614174000"],
    ])("is %s=%s", (name, value) => expect(isIdentifier(node(name, value))).toBe(true));

    it.each([
        ["city", "Berlin"],
        ["latency_ms", 41.2],
        ["paid", true],
        ["pid", 7],
        ["user_id", ""],
        ["user_id", null],
        ["grid", "a"],
        ["user_id", 1.5],
        ["id", "k3v9-1f4"],
    ])("is not %s=%s", (name, value) => expect(isIdentifier(node(name, value))).toBe(false));
});

it("asks only for values that a query can hold", () => {
    expect(isAskable(node("a", null))).toBe(true);
    expect(isAskable(node("a", "x".repeat(1001)))).toBe(false);
    expect(isAskable(node("a", {}))).toBe(false);
    expect(isAskable({ name: "data", field: "", value: 7 })).toBe(false);
});
