import { expect, it } from "vitest";

import { readEvent } from "./event";
import type { Json } from "./json";
import { lineOf, piecesOf, type Line } from "./line";
import { findPattern, wordsPattern } from "./marks";

function line(data: Json, told: string[] = []): Line {
    return lineOf(readEvent({ type: "Thing", data }), new Set(told));
}

// Keys as <key>, values that belong to a field as {value}, words of the query as !word, what is looked for as ?text.
function drawn(data: Json, words: string[] = [], find = ""): string {
    return piecesOf(line(data), { words: wordsPattern(words), find: findPattern(find) })
        .map(({ text, kind, field, mark }) => {
            const inner = kind === "key" ? `<${text}>` : field === undefined ? text : `{${text}}`;
            return (mark === "word" ? "!" : mark === "find" ? "?" : "") + inner;
        })
        .join("|");
}

it("appends the fields that the message does not tell", () => {
    expect(line({ message: "shipped order_id=42", order_id: 42, city: "Berlin" }).text).toBe(
        "shipped order_id=42 city=Berlin",
    );
});

it("leaves out the fields that have a column", () => {
    expect(line({ message: "shipped", city: "Berlin", ms: 3 }, ["city"]).text).toBe("shipped ms=3");
});

it("tells an event that is no log call by its type and fields", () => {
    expect(line({ total: 19.5, id: 9007199254740993n, tags: ["a"] }).text).toBe(
        'Thing total=19.5 id=9007199254740993 tags=["a"]',
    );
});

it("folds a stack trace and says how many lines it has", () => {
    const trace = line({ message: "\nboom\r\n  at a()\n  at b()\n\n", ms: 1 });

    expect([trace.text, trace.more]).toEqual(["boom ms=1", 2]);
});

it("is of bounded length, and says how much it cut off", () => {
    const long = line({ message: "x".repeat(1_000_000), key: "y".repeat(1_000_000), ["k".repeat(9999)]: 1 });

    expect(long.text.length).toBeLessThan(1500);
    expect(long.cutOff).toBe(999_000);
});

it("does not draw more of a thousand fields than a line has room for", () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`field${index}`, "x".repeat(50)]));

    expect(line(many).text.length).toBeLessThan(1800);
});

it("tells keys from values, and knows whose a value is", () => {
    expect(drawn({ message: "sent id=4 a==b to=x", id: 4, ms: 1 })).toBe("sent |<id=>|{4}| a==b |<to=>|x| |<ms=>|{1}");
});

it("takes a value in quotes as one", () => {
    expect(drawn({ message: 'declined reason="card expired" now', reason: "card expired" })).toBe(
        'declined |<reason=>|{"card expired"}| now',
    );
});

it("marks the words of the query and, otherwise, what is looked for", () => {
    expect(drawn({ message: "order shipped to city=Berlin", city: "Berlin" }, ["shipped"], "TY=BER")).toBe(
        "order |!shipped| to |<ci>|?<ty=>|?{Ber}|{lin}",
    );
});

it("shows colours that the program wrote, and not how it wrote them", () => {
    const colored = line({ message: "a\u001b[31m\u202ered\u001b[0m end" });

    expect(colored.text).toBe("a⟨202E⟩red end");
    expect(piecesOf(colored, {}).map(({ text, ink }) => [text, ink])).toEqual([
        ["a", undefined],
        ["⟨202E⟩red", { color: 1 }],
        [" end", undefined],
    ]);
});

it("keeps names and values of strangers on one line", () => {
    expect(line({ message: "m", "a\nb\0": "<script>\n\u001b]0;x\u0007" }).text).toBe("m a b␀=<script> ");
});

it("calls a field as queries do", () => {
    expect(line({ message: "m", topic: "x" }).fields[0]?.name).toBe("data.topic");
});

it("says nothing about nothing", () => {
    expect(piecesOf({ text: "", inks: [] }, {})).toEqual([]);
});
