import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { ApiError } from "../../stream/api";
import { forbidden } from "../poll";
import { fakeParts, type FakeParts } from "./fake_parts";
import { readPlace } from "./place";
import { createRules, type RuleDesk } from "./rules";

let parts: FakeParts;
let rules: RuleDesk;

const yaml = "name: late\nkind: threshold\nabove: 2\n";

beforeEach(() => {
    vi.useFakeTimers();
    parts = fakeParts();
    parts.fake.answers.set("GET rules", { name: "late", file: "a.yaml", line: 2, yaml, can_change: true });
    parts.fake.answers.set("PUT rules", {});
    parts.fake.answers.set("DELETE rules", {});
    rules = createRules(parts);
});
afterEach(() => void vi.useRealTimers());

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const open = async (place: string): Promise<void> => {
    rules.open(readPlace(place));
    await pass(0);
};
const stream = () => {
    const last = parts.fake.streams.at(-1);
    if (last === undefined) throw new Error("nothing is judged");
    return last;
};
const firing = { kind: "transition", at: "", rule: "late", state: "firing", by: {}, message: "", value: 3, seqs: [] };
const end = { kind: "end", events: 7, rules: [], complaints: [], truncated: false };

describe("a rule that is opened", () => {
    it("has its text, and the past is judged by it", async () => {
        await open("rules/late");
        await pass(300);
        stream().found([firing]);
        stream().found([end]);
        stream().resolve();
        await pass(0);

        expect(rules.yaml.value).toBe(yaml);
        expect(stream().call).toMatchObject({ path: "rules/test", body: { yaml, from: "-24h" } });
        expect(rules.run.trial.value).toMatchObject({ events: 7, isDone: true, transitions: [{ value: 3 }] });
        expect([rules.isChanged.value, rules.run.isRunning.value]).toEqual([false, false]);
    });

    it("is made of the query that is looked at, where it is new", async () => {
        await open("new/level>=error city:'x'");

        expect(rules.yaml.value).toContain("when: 'level>=error city:''x'''");
        expect(parts.fake.calls.filter(({ path }) => path === "rules")).toEqual([]);
    });

    it("keeps what was typed while something else is looked at", async () => {
        await open("rules/late");
        rules.edit("name: late\n# mine");
        rules.close();
        await open("new/");
        expect(rules.yaml.value).not.toContain("mine");
        await open("rules/late");

        expect(rules.yaml.value).toContain("mine");
        rules.revert();
        expect(rules.yaml.value).toBe(yaml);
    });
});

describe("judging the past", () => {
    it("waits until nobody types, and ends the one before", async () => {
        await open("rules/late");
        await pass(300);
        const first = stream();
        for (const text of ["a", "ab", "abc"]) {
            rules.edit(text);
            await pass(100);
        }
        expect(first.signal?.aborted).toBe(true);
        expect(parts.fake.streams).toHaveLength(1);
        await pass(300);

        expect(parts.fake.streams).toHaveLength(2);
        expect(stream().call.body).toEqual({ yaml: "abc", from: "-24h" });
        first.found([firing]);
        expect(rules.run.trial.value).toBeUndefined();
    });

    it("shows the one before until a newer one has found something", async () => {
        await open("rules/late");
        await pass(300);
        stream().found([firing, end]);
        stream().resolve();
        rules.look("1h");
        await pass(300);
        expect(rules.run.trial.value?.transitions).toHaveLength(1);
        stream().found([end]);

        expect(stream().call.body).toMatchObject({ from: "-1h" });
        expect(rules.run.trial.value?.transitions).toHaveLength(0);
    });

    it("follows a limit that is moved, which changes the text", async () => {
        await open("rules/late");
        const [limit] = rules.limits.value;
        if (limit === undefined) throw new Error("there is no limit");
        rules.setLimit(limit, 5);
        await pass(300);

        expect(rules.yaml.value).toBe(yaml.replace("2", "5"));
        expect(stream().call.body).toMatchObject({ yaml: rules.yaml.value });
    });

    it("says in which line the text is wrong", async () => {
        await open("rules/late");
        await pass(300);
        stream().reject(new ApiError(181, "no such kind (rule.yaml:2)", false));
        await pass(0);
        expect(rules.textProblem.value).toEqual({ detail: "no such kind (rule.yaml:2)", line: 2 });

        rules.edit(`${yaml}# better`);
        await pass(300);
        stream().found([end]);
        expect(rules.textProblem.value).toBeUndefined();
    });

    it("says that an answer broke off", async () => {
        await open("rules/late");
        await pass(300);
        stream().found([firing]);
        stream().resolve();
        await pass(0);

        expect(rules.run.problem.value?.detail).toBe("the answer broke off");
        expect(rules.run.trial.value?.transitions).toHaveLength(1);
    });

    it("does not blame the text for what the broker cannot do", async () => {
        await open("rules/late");
        await pass(300);
        stream().reject(new ApiError(0, "the broker cannot be reached", true));
        await pass(0);

        expect(rules.textProblem.value).toBeUndefined();
        expect(rules.run.problem.value?.detail).toBe("the broker cannot be reached");
    });
});

describe("saving a rule", () => {
    it("puts it under the name that its text gives it", async () => {
        await open("new/");
        rules.edit(yaml);
        rules.save();
        await pass(0);

        const put = parts.fake.calls.find(({ method }) => method === "PUT");
        expect(put).toEqual({ method: "PUT", path: "rules", parameters: { name: "late" }, body: { yaml } });
        expect(parts.state.alertPlace.value).toBe("rules/late");
        await open("rules/late");
        expect(rules.change.value).toEqual({ kind: "saved", name: "late" });
    });

    it("says why it is not saved, until something else is typed", async () => {
        await open("rules/late");
        rules.edit(`${yaml}# more`);
        parts.fake.refusal = new ApiError(forbidden, "admin is needed", false);
        rules.save();
        await pass(0);
        expect(rules.change.value).toMatchObject({ kind: "failed", problem: { error: forbidden } });
        expect(rules.textProblem.value).toBeUndefined();

        rules.edit(yaml);
        expect(rules.change.value.kind).toBe("none");
    });

    it("shows the rules where one is deleted", async () => {
        await open("rules/late");
        rules.remove();
        await pass(0);

        expect(parts.fake.calls.some(({ method }) => method === "DELETE")).toBe(true);
        expect(parts.state.alertPlace.value).toBe("rules");
    });
});
