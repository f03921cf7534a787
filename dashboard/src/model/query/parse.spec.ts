import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { readEvent } from "../event";
import { isObject, readJson, type Json, type JsonObject } from "../json";
import { parseQuery } from "./parse";
import type { Query } from "./query";

// What C++ reads as well: tests/data/query (its README says what the members are).
const folder = join(process.env["LOGBEAM_TEST_DATA"] ?? "../tests/data", "query");
const now = new Date("2026-11-20T11:00:00Z");

function vectorsOf(file: string): JsonObject[] {
    return (readJson(readFileSync(join(folder, file), "utf8")) as Json[]).filter(isObject);
}

function eventOf(members: Json) {
    const usual = {
        id: "id-1",
        topic: "logs.orders",
        type: "event",
        source: "tests",
        timestamp: "2026-11-20T10:57:33.500000000Z",
        seq: 7,
        data: {},
    };
    return readEvent({ ...usual, ...(members as JsonObject) });
}

function queryOf(text: string): Query {
    const parsed = parseQuery(text, now);
    if (parsed.kind === "problem") throw new Error(parsed.problem.message);
    return parsed.query;
}

// RE2 says it in words of its own.
const beforeRe2 = (error: string): string => error.replace(/(in the regular expression).*/s, "$1");

for (const file of readdirSync(folder).filter((each) => each.endsWith(".json"))) {
    describe(file, () => {
        for (const vector of vectorsOf(file)) {
            const text = String(vector["query"]);
            if (typeof vector["error"] === "string") {
                const expected = vector["error"];
                it(`says what is wrong with ${text}`, () => {
                    const parsed = parseQuery(text, now);

                    expect(parsed.kind).toBe("problem");
                    if (parsed.kind !== "problem") return;
                    const said = `at character ${parsed.problem.at + 1}: ${parsed.problem.message}`;
                    expect(beforeRe2(said)).toBe(beforeRe2(expected));
                });
                continue;
            }
            it(`reads ${text === "" ? "nothing" : text}`, () => {
                const query = queryOf(text);
                const events = (vector["events"] ?? []) as Json[];
                const matches = events.flatMap((each, index) => (query.matches(eventOf(each)) ? [index] : []));

                expect(query.text).toBe(vector["canonical"] ?? text);
                expect(queryOf(query.text).text).toBe(query.text);
                expect(query.needsBroker).toBe(false);
                expect(matches).toEqual(vector["matches"] ?? []);
            });
        }
    });
}
