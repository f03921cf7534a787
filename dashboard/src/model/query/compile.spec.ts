import { describe, expect, it } from "vitest";

import { readEvent } from "../event";
import { readJson } from "../json";
import { parseQuery } from "./parse";
import type { Query } from "./query";

function queryOf(text: string): Query {
    const parsed = parseQuery(text, new Date());
    if (parsed.kind === "problem") throw new Error(parsed.problem.message);
    return parsed.query;
}

function problemOf(text: string): string | undefined {
    const parsed = parseQuery(text, new Date());
    return parsed.kind === "problem" ? `${parsed.problem.at}: ${parsed.problem.message}` : undefined;
}

const matches = (text: string, data: string): boolean => queryOf(text).matches(readEvent({ data: readJson(data) }));

describe("A regular expression that only the broker reads", () => {
    const foreign = 'message:~"\\pL"';

    it("leaves every event possible that the rest of the query leaves", () => {
        expect(queryOf(foreign).needsBroker).toBe(true);
        expect(matches(foreign, '{"message": "1"}')).toBe(true);
        expect(matches(`${foreign} city:Berlin`, '{"city": "Bonn"}')).toBe(false);
        expect(matches(`${foreign} OR city:Berlin`, '{"city": "Bonn"}')).toBe(true);
    });

    it("does so behind a NOT as well", () => {
        expect(matches(`-${foreign}`, '{"message": "x"}')).toBe(true);
        expect(matches(`-(${foreign} city:Bonn)`, '{"city": "Bonn"}')).toBe(true);
        expect(matches(`-(${foreign} OR city:Bonn)`, '{"city": "Bonn"}')).toBe(false);
        expect(matches(`-(a -${foreign})`, '{"message": "a"}')).toBe(true);
    });
});

describe("A field", () => {
    it("is not there because all objects have something of its name", () => {
        expect(matches("constructor:*", "{}")).toBe(false);
        expect(matches("a.toString:*", '{"a": {}}')).toBe(false);
        expect(matches("constructor:x", '{"constructor": "x"}')).toBe(true);
        expect(matches("a.__proto__.b:1", '{"a": {"__proto__": {"b": 1}}, "n": 1234567890123456}')).toBe(true);
    });
});

describe("A query says what to mark", () => {
    it("words and phrases that it searches for, not what it excludes", () => {
        expect(queryOf('Reset "order late" -healthcheck city:Berlin').words).toEqual(["reset", "order late"]);
        expect(queryOf("time* (a OR *out)").words).toEqual(["time", "out"]);
        expect(queryOf("message:*Shipped*").words).toEqual(["shipped"]);
    });
});

describe("A query has limits", () => {
    it("of its length, terms, fields, expressions, parentheses and words", () => {
        const many = (count: number, each: (index: number) => string) =>
            Array.from({ length: count }, (_, index) => each(index)).join(" ");

        expect(problemOf("ä".repeat(8200))).toBe("0: a query of 16400 bytes, limit 16384");
        expect(problemOf(many(1001, () => "a"))).toBe("2000: more than 1000 terms");
        expect(problemOf(many(65, (index) => `f${index}:1`))).toContain("a query names at most 64 different fields");
        expect(problemOf(many(33, () => 'a:~"x"'))).toContain("a query has at most 32 regular expressions");
        expect(problemOf(`${"(".repeat(51)}a${")".repeat(51)}`)).toBe("50: more than 50 parentheses within each other");
        expect(problemOf(`"${many(65, () => "a")}"`)).toContain("a phrase has at most 64 words, this one 65");
        expect(problemOf("a \ud800")).toBe("0: the query is not valid UTF-8");
    });
});

describe("A hostile message", () => {
    it("is searched in a time that only its length says", () => {
        const begin = performance.now();
        const data = JSON.stringify({ message: "a".repeat(1_000_000), path: "ab".repeat(500_000) });
        const long = "a".repeat(4000);
        for (const query of [
            "*a*a*a*a*a*b",
            `*${long}*b`,
            long,
            `${long}*`,
            `path:*${long}*b*`,
            `"${"a ".repeat(60)}"`,
        ]) {
            expect(matches(query, data)).toBe(query.endsWith("*") && !query.includes("b"));
        }
        expect(performance.now() - begin).toBeLessThan(2000);
    });
});
