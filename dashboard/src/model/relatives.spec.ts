import { describe, expect, it } from "vitest";

import { readEvent } from "./event";
import type { JsonObject } from "./json";
import { aroundQuery, neighbourhoodsOf, similarTo } from "./relatives";

function said(data: JsonObject) {
    return readEvent({ topic: "logs.orders", type: "logger.info", source: "orders-api", data, clientId: "k3v9" });
}

describe("what stands around an event", () => {
    it("is of its thread, in its program's run", () => {
        expect(neighbourhoodsOf(said({ thread: 1234 }))).toEqual(["thread", "source"]);
        expect(aroundQuery(said({ thread: 1234 }), "thread")).toBe("source:orders-api thread:1234 clientId:k3v9");
    });

    it("is of its source", () => {
        expect(aroundQuery(said({ thread: 1234 }), "source")).toBe("source:orders-api");
    });

    it("is of its source where no thread is told", () => {
        expect(neighbourhoodsOf(said({}))).toEqual(["source"]);
        expect(neighbourhoodsOf(said({ thread: [1] }))).toEqual(["source"]);
    });

    it("is of its topic where it has no source", () => {
        expect(aroundQuery({ ...said({}), source: "" }, "source")).toBe("topic:logs.orders");
    });
});

describe("what is similar", () => {
    it("has the same template, whose stars are stars", () => {
        const similar = similarTo(said({ template: "order shipped city=<*>", site: "a.cpp:1" }));

        expect(similar.by).toBe("template");
        expect(similar.query).toBe('template:"order shipped city=<*>"');
    });

    it("else stands at the same place in the code", () => {
        expect(similarTo(said({ site: "9f3c" }))).toEqual({ by: "site", text: "9f3c", query: "site:9f3c" });
    });

    it("else is of the same type and topic", () => {
        expect(similarTo(said({})).query).toBe("type:logger.info topic:logs.orders");
    });
});
