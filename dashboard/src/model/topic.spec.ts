import { expect, it } from "vitest";

import { patternProblem, splitPatterns } from "./topic";

it("accepts names, * for a token and a last >", () => {
    for (const pattern of [">", "*", "logs.>", "logs.*.x", "$sys.>", "größe.a_b-c"])
        expect(patternProblem(pattern)).toBeUndefined();
});

it("says what is wrong with a pattern", () => {
    expect(patternProblem("")).toContain("everything");
    expect(patternProblem("a..b")).toContain("nothing between");
    expect(patternProblem("a.>.b")).toContain("last token");
    expect(patternProblem("lo*")).toContain("whole token");
    expect(patternProblem("a'b")).toContain('"\'"');
    expect(patternProblem("ä".repeat(128))).toContain("255");
});

it("splits at commas and spaces and drops doubles", () => {
    expect(splitPatterns(" logs.>, orders.* ,logs.> ")).toEqual(["logs.>", "orders.*"]);
});
