import { expect, it } from "vitest";

import type { TemplateInfo } from "../stream/api";
import { readEvent } from "./event";
import { parseQuery } from "./query/parse";
import { anyOf, both, templateTerm } from "./template_query";

function info(by: TemplateInfo["by"], template: string, data: Record<string, string> = {}): TemplateInfo {
    const seen = { time: "", seq: 1 };
    return { by, template, count: 1, level: "info", first: seen, last: seen, example: readEvent({ data }) };
}

function finds(term: string, data: Record<string, string>, type = "logger.info"): boolean {
    const parsed = parseQuery(term, new Date());
    if (parsed.kind === "problem") throw new Error(`${term}: ${parsed.problem.message}`);
    return parsed.query.matches(readEvent({ topic: "a", type, data }));
}

it.each(['order {} "shipped" *', "back\\slash", "two\nlines", "(a OR b) -c:d"])(
    "finds the template %j literally",
    (template) => {
        const term = templateTerm(info("template", template));

        expect(finds(term, { template })).toBe(true);
        expect(finds(term, { template: `${template}x` })).toBe(false);
    },
);

it("finds sites and types", () => {
    expect(finds(templateTerm(info("site", "src/a.cpp:7")), { site: "src/a.cpp:7" })).toBe(true);
    expect(finds(templateTerm(info("type", "OrderPaid")), {}, "OrderPaid")).toBe(true);
});

it("finds a guess that the sink has written by what it wrote", () => {
    const guess = "charged order_id=<*>";

    expect(templateTerm(info("message", guess, { template: guess }))).toBe(`template:"${guess}"`);
});

it("finds a guess that the broker made by the message", () => {
    const term = templateTerm(info("message", 'said "<*>" (twice) in <*> ms'));

    expect(term).toBe('message:~"(?s)^said \\".*\\" \\(twice\\) in .* ms$"');
    expect(parseQuery(term, new Date()).kind).toBe("query");
});

it("does not ask for an end that was cut off", () => {
    expect(templateTerm(info("message", "x".repeat(256)))).toMatch(/x"$/);
});

it("joins queries", () => {
    expect(both("", "a")).toBe("a");
    expect(both("x OR y", "a")).toBe("(x OR y) a");
    expect(anyOf(["a", "b"])).toBe("(a OR b)");
});
