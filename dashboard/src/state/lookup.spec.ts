import { signal } from "@preact/signals";
import { expect, it } from "vitest";

import { ApiError } from "../stream/api";
import { Question, type Lookup } from "./lookup";

function question() {
    const answer = signal<Lookup<string>>({ kind: "none" });
    return { answer, question: new Question(answer) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

it("holds the answer to the newest question, whichever comes first", async () => {
    const { answer, question: asked } = question();
    let answerFirst = (_text: string): void => {};
    asked.ask(() => new Promise((resolve) => (answerFirst = resolve)));
    asked.ask(() => Promise.resolve("second"));
    await settled();
    answerFirst("first");
    await settled();

    expect(answer.value).toEqual({ kind: "found", found: "second" });
});

it("ends the question before", () => {
    const { question: asked } = question();
    let wasEnded = false;
    asked.ask((end) => {
        end.addEventListener("abort", () => (wasEnded = true));
        return new Promise(() => {});
    });
    asked.ask(() => new Promise(() => {}));

    expect(wasEnded).toBe(true);
});

it("says in the broker's words what went wrong", async () => {
    const { answer, question: asked } = question();

    asked.ask(() => Promise.reject(new ApiError(160, "a token is wanted", false)));
    await settled();

    expect(answer.value).toEqual({ kind: "failed", detail: "a token is wanted" });
});

it("is silent about what was forgotten", async () => {
    const { answer, question: asked } = question();

    asked.ask(() => Promise.resolve("late"));
    asked.forget();
    await settled();

    expect(answer.value).toEqual({ kind: "none" });
});

it("leaves what was found in sight while it is renewed", async () => {
    const { answer, question: asked } = question();
    asked.ask(() => Promise.resolve("before"));
    await settled();

    asked.renew(() => Promise.resolve("after"));
    expect(answer.value).toEqual({ kind: "found", found: "before" });
    await settled();

    expect(answer.value).toEqual({ kind: "found", found: "after" });
});
