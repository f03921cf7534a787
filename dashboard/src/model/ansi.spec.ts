import { expect, it } from "vitest";

import { parseAnsi } from "./ansi";

const escape = "\u001b";

it("leaves a text without sequences as it is", () => {
    expect(parseAnsi("order [31m shipped")).toEqual({ text: "order [31m shipped", runs: [] });
});

it("takes colours out of the text and says where they begin", () => {
    expect(parseAnsi(`a ${escape}[31mred${escape}[0m b`)).toEqual({
        text: "a red b",
        runs: [
            { from: 2, ink: { color: 1 } },
            { from: 5, ink: {} },
        ],
    });
});

it("joins what is set and takes back what is reset", () => {
    const inks = parseAnsi(`${escape}[1;94mx${escape}[3;4my${escape}[22;39mz${escape}[mw`).runs.map((run) => run.ink);

    expect(inks).toEqual([
        { color: 12, isBold: true },
        { color: 12, isBold: true, isItalic: true, isUnderlined: true },
        { isItalic: true, isUnderlined: true },
        {},
    ]);
});

it.each([
    ["38;5;9", 9],
    ["38;5;196", 9],
    ["38;5;240", 7],
    ["38;2;0;0;0", 8],
    ["38;2;40;200;60", 2],
    ["38:2:255:255:0", 11],
])("finds the most similar of 16 colours for %s", (parameters, color) => {
    expect(parseAnsi(`${escape}[${parameters}mx`).runs[0]?.ink).toEqual({ color });
});

it("draws no backgrounds, on which a text might hide", () => {
    expect(parseAnsi(`${escape}[31;41mx${escape}[48;2;255;0;0;7my`).runs.map((run) => run.ink)).toEqual([
        { color: 1 },
        { color: 1 },
    ]);
});

it.each([
    ["a title", `${escape}]0;owned\u0007`],
    ["a link", `${escape}]8;;javascript:alert(1)${escape}\\`],
    ["a cleared screen", `${escape}[2J${escape}[H`],
    ["a question", `${escape}[6n`],
    ["a device string", `${escape}P1$r0m${escape}\\`],
    ["the second control set", "\u009b2J\u009d0;x\u009c"],
    ["a charset", `${escape}(0`],
    ["an escape alone", escape],
])("takes out %s", (_name, hostile) => {
    expect(parseAnsi(`a${hostile}`).text).toBe("a");
});

it("ends a string that never ends with its line", () => {
    expect(parseAnsi(`a${escape}]0;title\nnext`).text).toBe("a\nnext");
});

it("is bounded, whatever comes", () => {
    const many = parseAnsi(`${escape}[31mx`.repeat(10_000));
    const long = parseAnsi(`${escape}[${"1;".repeat(500_000)}mx`);
    const began = performance.now();
    parseAnsi(`${escape}]`.repeat(200_000) + `${escape}[`.repeat(200_000));

    expect([many.runs.length, many.text.length, long.text]).toEqual([200, 10_000, "x"]);
    expect(performance.now() - began).toBeLessThan(1000);
});
