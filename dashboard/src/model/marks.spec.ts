import { expect, it } from "vitest";

import { readEvent } from "./event";
import { findPattern, isFoundIn, wordsPattern } from "./marks";

function marked(words: string[], text: string): string[] {
    return Array.from(text.matchAll(wordsPattern(words) ?? /(?!)/g), (match) => match[0]);
}

it("marks words and phrases, the longest that fits", () => {
    expect(marked(["time", "timeout", "connection reset"], "Timeout, connection: RESET in time")).toEqual([
        "Timeout",
        "connection: RESET",
        "time",
    ]);
});

it("takes nothing of a word as an expression", () => {
    expect(marked(["time*", "(a+)+$"], "timer aaa a")).toEqual(["time", "a", "a", "a", "a"]);
    expect(wordsPattern(["*", ""])).toBeUndefined();
});

it("finds what was typed as it was typed", () => {
    expect("a.b axb A.B".match(findPattern("a.b") ?? "")).toEqual(["a.b", "A.B"]);
    expect(findPattern("")).toBeUndefined();
});

it.each(["message here", "api", "net", "logs.x", "ms=91", "red text"])("finds a row by %s", (text) => {
    const event = readEvent({
        topic: "logs.x",
        source: "api",
        data: { message: "a message here, \u001b[31mred\u001b[0m text", logger: "net", ms: 91 },
    });

    expect(isFoundIn(event, findPattern(text) as RegExp)).toBe(true);
    expect(isFoundIn(event, findPattern("other") as RegExp)).toBe(false);
});

it("is quick in what is hostile", () => {
    const pattern = wordsPattern([Array.from({ length: 100 }, () => "a").join(" ")]) as RegExp;
    const began = performance.now();

    pattern.test("a ".repeat(20_000));

    expect(performance.now() - began).toBeLessThan(500);
});
