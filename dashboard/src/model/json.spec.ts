import { describe, expect, it } from "vitest";

import { readJson, writeJson } from "./json";

describe("reading", () => {
    it("keeps every digit of integers beyond 2^53", () => {
        expect(readJson("[9007199254740993, -9223372036854775808, 18446744073709551615]")).toEqual([
            9007199254740993n,
            -9223372036854775808n,
            18446744073709551615n,
        ]);
    });

    it("reads integers that a double holds as numbers, however long their text", () => {
        expect(readJson("[9007199254740991, -1, 0, 1234567890123456.5, 1e300, 1E2, 2.50]")).toEqual([
            9007199254740991, -1, 0, 1234567890123456.5, 1e300, 100, 2.5,
        ]);
    });

    it("reads everything else as JSON.parse does", () => {
        const texts = [
            '{"long": 1234567890123456, "a": {"b": [true, false, null, "x"], "c": {}, "d": []}}',
            '{"long": 1234567890123456, "e": "\\"\\\\\\u00e9\\n"}',
            ' [ 1234567890123456 , [ ] , { } , "1234567890123456" , "a,b]}" ] ',
            '"1234567890123456"',
            '{"1234567890123456":""}',
        ];

        for (const text of texts) expect(readJson(text)).toEqual(JSON.parse(text));
    });

    it("takes __proto__ for a member like any other", () => {
        const read = readJson('{"__proto__": 9007199254740993}');

        expect(Object.keys(read as object)).toEqual(["__proto__"]);
        expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    });

    it("refuses what is not JSON", () => {
        for (const text of ["", "{", "[1,]", "9007199254740993 1", "{'a':1}"])
            expect(() => readJson(text)).toThrow(SyntaxError);
    });
});

describe("writing", () => {
    it("gives back the text that was read", () => {
        const text = '{"a":9007199254740993,"b":[1,2.5,"\\n",null,true],"c":{},"d":[]}';

        expect(writeJson(readJson(text))).toBe(text);
    });

    it("indents", () => {
        expect(writeJson({ a: [1, 2n], b: {} }, 2)).toBe('{\n  "a": [\n    1,\n    2\n  ],\n  "b": {}\n}');
    });
});
