import { expect, it } from "vitest";

import { readEvent } from "./event";
import { searchFor } from "./filter";
import type { Json } from "./json";
import { lineOf, piecesOf } from "./line";

function line(data: Json): string {
    return lineOf(readEvent({ type: "Thing", data }));
}

function marked(text: string, search = ""): string {
    return piecesOf(text, searchFor(search))
        .map((piece) => `${piece.isHit ? "!" : ""}${piece.kind === "key" ? "<" + piece.text + ">" : piece.text}`)
        .join("|");
}

it("appends the fields that the message does not tell", () => {
    expect(line({ message: "shipped order_id=42", order_id: 42, city: "Berlin" })).toBe(
        "shipped order_id=42 city=Berlin",
    );
});

it("tells an event that is no log call by its type and fields", () => {
    expect(line({ total: 19.5, id: 9007199254740993n, tags: ["a"] })).toBe(
        'Thing total=19.5 id=9007199254740993 tags=["a"]',
    );
});

it("stays on one line of bounded length", () => {
    expect(line({ message: "a\n  b\tc" })).toBe("a b c");
    expect(line({ message: "x".repeat(5000) })).toHaveLength(1000);
});

it("tells keys from values", () => {
    expect(marked("sent id=4 a==b to=x")).toBe("sent|< id=>|4 a==b|< to=>|x");
});

it("marks hits, also across a key and its value", () => {
    expect(marked("in city=Berlin", "TY=BER")).toBe("in|< ci>|!<ty=>|!Ber|lin");
});

it("says nothing about nothing", () => {
    expect(piecesOf("", undefined)).toEqual([]);
});
