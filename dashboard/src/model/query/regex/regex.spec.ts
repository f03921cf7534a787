import { describe, expect, it } from "vitest";

import { compileRegex, regexProblem } from "./regex";

function finds(expression: string, text: string): boolean {
    const test = compileRegex(expression);
    if (test === undefined) throw new Error(`${expression} is left to the broker`);
    return test(text);
}

describe("An expression", () => {
    it("is found anywhere, and minds case unless it says otherwise", () => {
        expect(finds("time(d)? ?out", "it timed out")).toBe(true);
        expect(finds("time(d)? ?out", "Timeout")).toBe(false);
        expect(finds("(?i)TIME(d)? ?out", "Timeout")).toBe(true);
    });

    it("reads classes, edges and repeats as RE2 does", () => {
        expect(finds("^/api/v\\d+/", "/api/v12/x")).toBe(true);
        expect(finds("^/api/v\\d+/", "see /api/v12/x")).toBe(false);
        expect(finds("\\bcat\\b", "the cat.")).toBe(true);
        expect(finds("\\bcat\\b", "concatenate")).toBe(false);
        expect(finds("^a{2,3}$", "aaaa")).toBe(false);
        expect(finds("[]x]", "]")).toBe(true);
        expect(finds("a$", "a\n")).toBe(false);
        expect(finds("(?m)a$", "a\nb")).toBe(true);
        expect(finds("a.b", "a\nb")).toBe(false);
        expect(finds("(?s)a.b", "a\nb")).toBe(true);
        expect(finds("\\s", "\u00a0\v")).toBe(false);
        expect(finds("^.$", "😀")).toBe(true);
        expect(finds("[^a]", "😀")).toBe(true);
    });

    it("folds the two letters beyond ASCII that RE2 folds to letters of it", () => {
        expect(finds("(?i)^k$", "\u212a")).toBe(true);
        expect(finds("(?i)^[^s]$", "\u017f")).toBe(false);
    });

    it("is left to the broker where this page is not sure what it means to RE2", () => {
        const foreign = ["\\pL", "(?i)größe", "\\Qa.b\\E", "(?P<name>a)", "[[:alpha:]]", "(?<name>a)", "\\C", "\\077"];

        expect(foreign.filter((each) => compileRegex(each) !== undefined)).toEqual([]);
        expect(foreign.filter((each) => regexProblem(each) !== undefined)).toEqual([]);
    });

    it("is answered as JavaScript answers it, where both mean the same", () => {
        const random = seeded(7);
        const texts = Array.from({ length: 60 }, () => randomText(random));
        for (let count = 0; count < 500; count += 1) {
            const expression = randomExpression(random, 3);
            const test = compileRegex(expression);
            if (test === undefined) continue;
            const expected = new RegExp(expression, "u");
            const wrong = texts.filter((text) => test(text) !== expected.test(text));
            expect([expression, wrong]).toEqual([expression, []]);
        }
    });
});

describe("A hostile expression", () => {
    const hostile = [
        "(a+)+$",
        "(a|aa)+$",
        "(a|a?)+b",
        "(a*)*b",
        "((a*)*)*b",
        "(.*)*x",
        "(.*a){20}b",
        "(.*a.*){12}b",
        "a*a*a*a*a*a*a*a*b",
        "(a?){30}a{30}b",
        "(x+x+)+y",
        "(a|b)*a(a|b){20}c",
        "[ -~]*a[ -~]{40}\\n",
        "(\\w+\\s?)+$",
        "((((a{10}){10}){10}){10}){10}",
        "(){1000}",
        "(((){1000}){1000}){1000}",
        "a{1000}{1000}",
        `${"(".repeat(5000)}a${")".repeat(5000)}`,
        `(${"a?".repeat(3000)})*b`,
        `(${Array.from({ length: 400 }, (_, n) => `a{${n + 1}}`).join("|")})b`,
        `[${Array.from({ length: 3000 }, (_, n) => String.fromCodePoint(0x100 + 2 * n)).join("")}]`,
    ];
    const texts = ["a".repeat(200_000) + "!", "ab".repeat(100_000), "x".repeat(200_000), "word ".repeat(40_000) + "!"];

    for (const expression of hostile) {
        it(`does not hold the page up: ${expression.slice(0, 40)}`, () => {
            const begin = performance.now();

            const test = regexProblem(expression) === undefined ? compileRegex(expression) : undefined;
            for (const text of texts) test?.(text);

            // Going back and trying again would take longer than anyone lives.
            expect(performance.now() - begin).toBeLessThan(1500);
        });
    }
});

describe("A problem", () => {
    it("stands where the broker says that it is", () => {
        const at = (expression: string) => regexProblem(expression)?.at;

        expect(at("a(b")).toBe(0);
        expect(at("ab[z-a]")).toBe(3);
        expect(at("ab[c")).toBe(2);
        expect(at("a)")).toBe(0);
        expect(at("a|*")).toBe(2);
        expect(at("ba**")).toBe(2);
        expect(at("a{1001}")).toBe(1);
        expect(at("(a)\\1")).toBe(3);
        expect(at("ab(?=c)")).toBe(2);
        expect(at("(?<!a)b")).toBe(0);
        expect(at("a\\q")).toBe(1);
    });
});

function seeded(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
    };
}

function randomText(random: (below: number) => number): string {
    const letters = ["a", "b", "c", "_", " ", "1", "-", "A", "é", "😀"];
    return Array.from({ length: random(9) }, () => letters[random(letters.length)]).join("");
}

function randomExpression(random: (below: number) => number, depth: number): string {
    const sets = [".", "\\w", "\\W", "\\d", "[ab]", "[^ab]", "[a-c1]"];
    const atoms = ["a", "b", "c", "1", "\\b", "\\B", "^", "$", "😀", "é", "-", ...sets];
    const atom = (): string => {
        if (depth > 0 && random(3) === 0) return `(${randomExpression(random, depth - 1)})`;
        return atoms[random(atoms.length)] ?? "";
    };
    const repeated = (text: string): string => {
        const repeats = ["", "", "", "*", "+", "?", "{2}", "{1,2}", "{0,1}?", "{2,}"];
        return /^(?:\\[bB]|[\^$])$/.test(text) ? text : text + (repeats[random(repeats.length)] ?? "");
    };
    const row = Array.from({ length: 1 + random(4) }, () => repeated(atom())).join("");
    return random(4) === 0 ? `${row}|${repeated(atom())}` : row;
}
