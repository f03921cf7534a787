import { expect, it } from "vitest";

import type { TopicInfo } from "../stream/api";
import { linesOf, patternsOf, topicTree } from "./topic_tree";

function topic(name: string, perSecond = 1): TopicInfo {
    return { name, events: 10, bytes: 0, perSecond, lastSeq: 1, levels: { info: 2 } };
}

function shown(names: string[], closed: string[] = []): string[] {
    const lines = linesOf(topicTree(names.map((name) => topic(name))), new Set(closed));
    return lines.map(({ node, depth }) => `${"  ".repeat(depth)}${node.name} ${node.perSecond}`);
}

it("sums what is below a token", () => {
    expect(shown(["logs.web", "logs.orders.shipping", "logs.orders.payment"])).toEqual([
        "logs 3",
        "  orders 2",
        "    payment 1",
        "    shipping 1",
        "  web 1",
    ]);
});

it("writes tokens that lead to one place as one line", () => {
    expect(shown(["orders.shipped", "a.b.c", "a.b.d"])).toEqual(["a.b 2", "  c 1", "  d 1", "orders.shipped 1"]);
});

it("keeps a topic that others are below of", () => {
    expect(shown(["logs", "logs.web"])).toEqual(["logs 2", "  web 1"]);
});

it("leaves out what is closed, and shows the broker's own topics last", () => {
    expect(shown(["$sys.a", "$sys.b", "logs.a", "logs.b"], ["logs"])).toEqual(["logs 2", "$sys 2", "  a 1", "  b 1"]);
});

it("asks for a topic, or for all below", () => {
    const [logs] = topicTree([topic("logs.web"), topic("logs.orders")]);

    expect(logs && patternsOf(logs)).toBe("logs.>");
    expect(logs?.children.map(patternsOf)).toEqual(["logs.orders", "logs.web"]);
    expect(logs?.levels).toEqual({ info: 4 });
});
