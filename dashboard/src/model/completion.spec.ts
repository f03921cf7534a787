import { describe, expect, it } from "vitest";

import { completionsAt, withCompletion, type Known } from "./completion";

const known: Known = {
    fields: [
        { name: "level", count: 90, types: ["string"], values: [{ value: "info", count: 80 }] },
        {
            name: "city",
            count: 50,
            types: ["string"],
            values: [
                { value: "Berlin", count: 30 },
                { value: "New York", count: 20 },
            ],
        },
        { name: "latency_ms", count: 40, types: ["number"], values: [{ value: 12, count: 3 }] },
        { name: "my key", count: 1, types: ["string"], values: [] },
        { name: "velocity", count: 1, types: ["string"], values: [] },
        { name: "text", count: 1, types: ["string"], values: [{ value: "x".repeat(200), count: 3 }] },
    ],
    topics: [
        { name: "$sys.log", events: 9 },
        { name: "logs.orders", events: 7 },
        { name: "logs.web", events: 5 },
        { name: "orders", events: 1 },
    ],
};

// The bar is the cursor.
function labelsAt(marked: string): string[] {
    const cursor = marked.indexOf("|");
    return completionsAt(marked.replace("|", ""), cursor, known).items.map((each) => each.label);
}

function chosen(marked: string, label: string): string {
    const cursor = marked.indexOf("|");
    const text = marked.replace("|", "");
    const found = completionsAt(text, cursor, known);
    const item = found.items.find((each) => each.label === label);
    if (item === undefined) throw new Error(`${label} is not among ${labelsAt(marked).join()}`);
    const put = withCompletion(text, found, item);
    return `${put.text.slice(0, put.cursor)}|${put.text.slice(put.cursor)}`;
}

describe("A word", () => {
    it("may become a field: what begins so first, then what has it inside", () => {
        expect(labelsAt("cit|")).toEqual(["city", "velocity"]);
        expect(labelsAt("a (lev|")).toEqual(["level"]);
        expect(labelsAt("-|").slice(0, 2)).toEqual(["level", "topic"]);
    });

    it("is followed by the operators of the field that it names", () => {
        expect(labelsAt("latency_ms|")).toEqual([
            "latency_ms:",
            "latency_ms>=",
            "latency_ms>",
            "latency_ms<=",
            "latency_ms<",
            "latency_ms:*",
        ]);
        expect(labelsAt("city|")).toContain("city:~");
    });

    it("in capitals may become a word of the language", () => {
        expect(labelsAt("a O|")[0]).toBe("OR");
    });

    it("is replaced as a whole", () => {
        expect(chosen("a ci|t b", "city")).toBe("a city:| b");
        expect(chosen("my|", "my key")).toBe('"my key":|');
        expect(chosen("lat|", "latency_ms")).toBe("latency_ms|");
        expect(chosen("city| b", "city:*")).toBe("city:* |b");
    });

    it("in quotes is nothing but a word", () => {
        expect(labelsAt('"cit|"')).toEqual([]);
    });
});

describe("A value", () => {
    it("is one of those that the field has", () => {
        expect(labelsAt("city:|")).toEqual(["Berlin", "New York"]);
        expect(labelsAt("city:yo|")).toEqual(["New York"]);
        expect(labelsAt("city:(Bonn OR be|)")).toEqual(["Berlin"]);
        expect(labelsAt("latency_ms>|")).toEqual(["12"]);
        expect(labelsAt("unknown:|")).toEqual([]);
    });

    it("is put in quotes where it takes them", () => {
        expect(chosen("city:|", "New York")).toBe('city:"New York" |');
        expect(chosen('city:"New|', "New York")).toBe('city:"New York" |');
        expect(chosen("(city:Be|)", "Berlin")).toBe("(city:Berlin|)");
    });

    it("of a level is each of them, of a time one that lies back", () => {
        expect(labelsAt("level>=|")[0]).toBe("critical");
        expect(labelsAt("level:w|")).toEqual(["warning"]);
        expect(labelsAt("time>=-|")).toContain("-15m");
    });

    it("of a topic is a topic or a branch of them", () => {
        expect(labelsAt("topic:|")).toEqual(["logs.>", "logs.orders", "logs.web", "orders", "$sys.log"]);
    });

    it("that the broker cut is none", () => {
        expect(labelsAt("text:|")).toEqual([]);
    });
});
