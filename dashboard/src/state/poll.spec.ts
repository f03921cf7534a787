import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { ApiError } from "../stream/api";
import { forbidden, Poll, type Polled } from "./poll";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function polled(ask: (ended: AbortSignal) => Promise<string> = () => Promise.resolve("answer")) {
    const into = signal<Polled<string>>({});
    const isVisible = signal(true);
    const question = signal("");
    const asked = vi.fn(ask);
    const poll = new Poll({ into, every: 2000, isVisible, depends: () => void question.value, ask: asked });
    return { into, isVisible, question, asked, poll };
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

it("asks at once, and again after a while, as long as somebody watches", async () => {
    const { into, asked, poll } = polled();
    const end = poll.watch();
    await pass(100);
    expect([asked.mock.calls.length, into.value.value]).toEqual([1, "answer"]);

    await pass(2000);
    end();
    await pass(10_000);

    expect(asked).toHaveBeenCalledTimes(2);
});

it("asks once for all who watch, until the last one leaves", async () => {
    const { asked, poll } = polled();
    const [first, second] = [poll.watch(), poll.watch()];
    first();
    first();
    await pass(2200);
    second();
    await pass(10_000);

    expect(asked).toHaveBeenCalledTimes(2);
});

it("rests while the page is hidden", async () => {
    const { isVisible, asked, poll } = polled();
    poll.watch();
    await pass(100);
    isVisible.value = false;
    await pass(60_000);
    expect(asked).toHaveBeenCalledTimes(1);

    isVisible.value = true;
    await pass(100);

    expect(asked).toHaveBeenCalledTimes(2);
});

it("ends the question when another one is to be asked", async () => {
    const ends: AbortSignal[] = [];
    const { question, poll } = polled((ended) => {
        ends.push(ended);
        return new Promise(() => {});
    });
    poll.watch();
    await pass(100);
    question.value = "other";
    await pass(100);

    expect(ends.map(({ aborted }) => aborted)).toEqual([true, false]);
});

it("asks a slow broker less often", async () => {
    const { asked, poll } = polled(() => new Promise((resolve) => setTimeout(() => resolve("late"), 3000)));
    poll.watch();

    await pass(60 + 3000 + 4 * 3000 - 100);
    expect(asked).toHaveBeenCalledTimes(1);
    await pass(200);

    expect(asked).toHaveBeenCalledTimes(2);
});

it("keeps what it knows beside what went wrong", async () => {
    let isAllowed = true;
    const { into, poll } = polled(() =>
        isAllowed ? Promise.resolve("answer") : Promise.reject(new ApiError(forbidden, "admin is needed", false)),
    );
    poll.watch();
    await pass(100);
    isAllowed = false;
    await pass(2000);

    expect(into.value).toEqual({ value: "answer", problem: { error: forbidden, detail: "admin is needed" } });
});

it("does not insist where it has not the right", async () => {
    const { asked, poll } = polled(() => Promise.reject(new ApiError(forbidden, "admin is needed", false)));
    poll.watch();
    await pass(20_000);

    expect(asked).toHaveBeenCalledTimes(1);
});
