import { describe, expect, it } from "vitest";

import { piecesOf, problemRange } from "./tokens";

const shown = (text: string): string[] =>
    piecesOf(text)
        .filter((piece) => text.slice(piece.from, piece.to).trim() !== "")
        .map((piece) => `${piece.kind} ${text.slice(piece.from, piece.to)}`);

describe("The pieces of a query", () => {
    it("are what the parser takes them for", () => {
        expect(shown('topic:logs.> (shipped OR level>=warn) -city:Paris path:~"^/a"')).toEqual([
            "field topic",
            "operator :",
            "value logs.>",
            "mark (",
            "text shipped",
            "keyword OR",
            "field level",
            "operator >=",
            "value warn",
            "mark )",
            "mark -",
            "field city",
            "operator :",
            "value Paris",
            "field path",
            "operator :~",
            'regex "^/a"',
        ]);
    });

    it("know a field's values in parentheses, and where those end", () => {
        expect(shown("city:(Bonn OR a:b) c")).toEqual([
            "field city",
            "operator :",
            "mark (",
            "value Bonn",
            "keyword OR",
            "value a:b",
            "mark )",
            "text c",
        ]);
    });

    it("are there as far as the text can be read", () => {
        expect(shown("city: Berlin")).toEqual(["field city", "operator :", "text Berlin"]);
        expect(shown('a city:"Ber')).toEqual(["text a", "field city", "operator :", 'rest "Ber']);
    });

    it("leave nothing out", () => {
        for (const text of ["", "  a  b ", 'a:"', "((", ":x", "a\\", "größe:😀 x"]) {
            expect(
                piecesOf(text)
                    .map((piece) => text.slice(piece.from, piece.to))
                    .join(""),
            ).toBe(text);
        }
    });
});

describe("The range of a problem", () => {
    it("is the piece from there on, or the place behind the text", () => {
        expect(problemRange("level:warnign x", 6)).toEqual({ from: 6, to: 13 });
        expect(problemRange("a OR", 4)).toEqual({ from: 4, to: 5 });
        expect(problemRange('a city:"Ber', 7)).toEqual({ from: 7, to: 11 });
    });
});
