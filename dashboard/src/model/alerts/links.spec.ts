import { describe, expect, it } from "vitest";

import { parseQuery } from "../query/parse";
import { lookAtEvents, matchersOf, pageAddress } from "./links";

const at = (second: number) => `2026-11-20T10:00:0${second}.000000000Z`;

describe("the events of an alert", () => {
    it("are asked by their seqs, over the time that they span", () => {
        const events = [
            { seq: 3, time: at(2) },
            { seq: 7, time: at(4) },
        ];
        const look = lookAtEvents({ kind: "threshold", events });

        expect(look).toEqual({
            query: "seq:(3 OR 7)",
            range: { kind: "between", from: at(1), to: at(5) },
        });
        expect(parseQuery(look?.query ?? "", new Date()).kind).toBe("query");
    });

    it("are alerts themselves where the rule judges those", () => {
        const look = lookAtEvents({ kind: "composite", events: [{ seq: 3, time: at(2) }] });

        expect(look?.query).toBe("topic:$alerts.> seq:3");
        expect(parseQuery(look?.query ?? "", new Date()).kind).toBe("query");
    });

    it("are nothing to look at where none is named", () => {
        expect(lookAtEvents({ kind: "absence", events: [] })).toBeUndefined();
        expect(lookAtEvents({ kind: "absence", events: [{ seq: 0, time: "" }] })).toBeUndefined();
    });
});

describe("matchers of an alert", () => {
    it("name its rule and its group", () => {
        const by = [["region", "eu"] as const, ["user.id", "42"] as const];
        expect(matchersOf({ rule: "late", by })).toBe("rule=late region=eu user.id=42");
    });

    it("mean the group's field where the alert itself has one of that name", () => {
        expect(matchersOf({ rule: "late", by: [["severity", "9"]] })).toBe("rule=late by.severity=9");
    });

    it("mean what a value is, whatever is in it", () => {
        const of = (value: string) => matchersOf({ rule: "r", by: [["x", value]] });

        expect(of("a b")).toBe('rule=r x="a b"');
        expect(of("a*")).toBe("rule=r x=a\\*");
        expect(of('say "hi"')).toBe('rule=r x="say \\"hi\\""');
        expect(of("c:\\temp")).toBe("rule=r x=c:\\\\temp");
        expect(of("")).toBe('rule=r x=""');
    });
});

describe("a runbook", () => {
    it("is a link where it is a page, and none where it would run something", () => {
        expect(pageAddress("https://example.org/runbooks/late")).toBe("https://example.org/runbooks/late");
        for (const bad of ["javascript:alert(1)", "data:text/html,x", "see the wiki", ""]) {
            expect(pageAddress(bad), bad).toBeUndefined();
        }
    });
});
