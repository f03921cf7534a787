import { describe, expect, it } from "vitest";

import { limitsOf, nameOf, problemOf, reachOf, ruleOf, withLimit } from "./rule_text";

const rule = `name: late
kind: threshold
when: 'above: 7'
above: 250.5   # ms
within: 5m
`;

describe("the limit of a rule", () => {
    it("is the number behind above, at_least, below and at_most", () => {
        expect(limitsOf(rule).map(({ key, value }) => [key, value])).toEqual([["above", 250.5]]);
        expect(limitsOf("kind: threshold\nat_most: -3").map(({ value }) => value)).toEqual([-3]);
        expect(limitsOf("kind: spike\nabove: 3\r\nbelow: 0.2\r\n").map(({ key }) => key)).toEqual(["above", "below"]);
        expect(limitsOf("rules:\n  - name: a\n    kind: threshold\n    above: 1").length).toBe(1);
    });

    it("is there only where a rule has one", () => {
        expect(limitsOf("kind: match\nabove: 3")).toEqual([]);
        expect(limitsOf("kind: threshold\nabove: many")).toEqual([]);
        expect(limitsOf("kind: threshold\nmessage: above: 3 of them")).toEqual([]);
    });

    it("changes, and nothing else in the text does", () => {
        const [limit] = limitsOf(rule);
        if (limit === undefined) throw new Error("there is no limit");

        expect(withLimit(rule, limit, 300)).toBe(rule.replace("250.5", "300"));
        expect(withLimit(rule, limit, 0.1 + 0.2)).toBe(rule.replace("250.5", "0.3"));
        expect(withLimit(rule, limit, 1e-9)).toBe(rule.replace("250.5", "0"));
    });

    it("leaves room above itself on a slider, in steps that one can hit", () => {
        const reach = (value: number) => reachOf({ key: "above", value, from: 0, to: 0 });

        expect(reach(2)).toEqual({ most: 8, step: 1 });
        expect(reach(250)).toEqual({ most: 1000, step: 10 });
        expect(reach(0.05)).toEqual({ most: 0.2, step: 0.001 });
        expect(reach(0)).toEqual({ most: 10, step: 1 });
    });
});

describe("a rule to begin with", () => {
    it("has the query as one text, whatever is in it", () => {
        expect(ruleOf("level>=error city:'x'")).toContain("when: 'level>=error city:''x'''\n");
        expect(ruleOf("a\n- b")).toContain("when: 'a - b'\n");
        expect(ruleOf("")).toContain("when: '*'\n");
    });

    it("has a name and a limit", () => {
        expect(nameOf(ruleOf(""))).toBe("new-alert");
        expect(limitsOf(ruleOf("")).map(({ value }) => value)).toEqual([10]);
    });
});

describe("the name of a rule", () => {
    it("is what the text says", () => {
        expect(nameOf("kind: match\nname: 'late-orders'  # soon")).toBe("late-orders");
        expect(nameOf("name: two words")).toBe("");
        expect(nameOf("labels:\n  name: other")).toBe("");
    });
});

describe("what the broker says of a text", () => {
    it("is told at its line, where it names one that there is", () => {
        expect(problemOf("unknown key 'wihtin' (rule.yaml:2)", 3).line).toBe(2);
        expect(problemOf("line 3: no such kind", 3).line).toBeUndefined();
        expect(problemOf("no such kind (line 3)", 3).line).toBe(3);
        expect(problemOf("unknown key (rule.yaml:9)", 3).line).toBeUndefined();
        expect(problemOf("too many rules", 3)).toEqual({ detail: "too many rules" });
    });
});
