import { describe, expect, it } from "vitest";

import type { JsonObject } from "../json";
import { emptyTrial, lanesOf, withLines } from "./trial";

const begin = Date.parse("2026-11-20T10:00:00Z");
const at = (minute: number) => new Date(begin + minute * 60_000).toISOString();
const end = { kind: "end", events: 9, rules: [], complaints: [], truncated: false };

function line(minute: number, state: string, region = "eu", rule = "late"): JsonObject {
    return { kind: "transition", at: at(minute), rule, state, by: { region }, message: "", value: 1, seqs: [1] };
}

function lanes(...lines: JsonObject[]) {
    return lanesOf(withLines(emptyTrial(begin, begin + 3_600_000), lines)).map(({ name, stretches }) => ({
        name,
        stretches: stretches.map(({ state, from, to }) => [state, (from - begin) / 60_000, (to - begin) / 60_000]),
    }));
}

describe("a trial", () => {
    it("has what its lines tell, as they come", () => {
        const first = withLines(emptyTrial(0, 1), [line(1, "firing"), { kind: "progress", events: 5, at: at(2) }]);
        const counts = { name: "late", matched: 4, pending: 0, firing: 1, resolved: 0, overflow: 0, messages: 1 };
        const done = withLines(first, [{ ...end, rules: [counts], complaints: ["too often"], truncated: true }]);

        expect(first).toMatchObject({ events: 5, reached: at(2), isDone: false });
        expect(first.transitions).toHaveLength(1);
        expect(done).toMatchObject({
            events: 9,
            rules: [counts],
            complaints: ["too often"],
            isCut: true,
            isDone: true,
        });
        expect(done.transitions).toEqual(first.transitions);
    });

    it("passes over lines that it does not know", () => {
        expect(withLines(emptyTrial(0, 1), [{ kind: "later" }, {}])).toEqual(emptyTrial(0, 1));
    });
});

describe("the time line of a trial", () => {
    it("has a lane for each group, with the times in which it was pending and fired", () => {
        const [eu, us] = lanes(
            line(0, "pending"),
            line(5, "firing"),
            line(8, "firing", "us"),
            line(20, "resolved"),
            line(30, "firing"),
            end,
        );

        expect(eu).toEqual({
            name: "region=eu",
            stretches: [
                ["pending", 0, 5],
                ["firing", 5, 20],
                ["firing", 30, 60],
            ],
        });
        expect(us?.stretches).toEqual([["firing", 8, 60]]);
    });

    it("fires on while it recovers, and while there is no data", () => {
        const [eu] = lanes(
            line(0, "firing"),
            line(5, "recovering"),
            line(9, "firing"),
            line(10, "nodata"),
            line(12, "resolved"),
            end,
        );

        expect(eu?.stretches).toEqual([["firing", 0, 12]]);
    });

    it("reaches to where the trial has come", () => {
        const [eu] = lanes(line(10, "firing"), { kind: "progress", events: 5, at: at(20) });

        expect(eu?.stretches).toEqual([["firing", 10, 20]]);
    });

    it("reaches no further where the broker had not time enough for more", () => {
        const progress = { kind: "progress", events: 5, at: at(20) };
        const [eu] = lanes(line(10, "firing"), progress, { ...end, complete: false });

        expect(eu?.stretches).toEqual([["firing", 10, 20]]);
    });

    it("tells rules apart where there are several, and has no lane for what was refused", () => {
        const found = lanes(line(1, "firing"), line(2, "firing", "eu", "slow"), line(3, "overflow", "us"), end);

        expect(found.map(({ name }) => name)).toEqual(["late region=eu", "slow region=eu"]);
    });
});
