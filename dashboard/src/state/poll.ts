import { effect, type ReadonlySignal, type Signal } from "@preact/signals";

import { ApiError } from "../stream/api";
import { detailOf } from "./lookup";

// What is asked again and again: the newest answer, and what went wrong since.
export interface Polled<T> {
    readonly value?: T;
    readonly problem?: Problem;
}

export interface Problem {
    /** Of docs/errors.md; 0 where the broker did not answer. */
    readonly error: number;
    readonly detail: string;
}

export const forbidden = 161;

export interface PollOptions<T> {
    readonly into: Signal<Polled<T>>;
    readonly every: number;
    readonly isVisible: ReadonlySignal<boolean>;
    /** Reads the signals that the question depends on: when one changes, it is asked anew. */
    depends?(): void;
    ask(signal: AbortSignal): Promise<T>;
}

// What is slow is asked less often, so that looking costs the broker at most a quarter of one searcher.
const patience = 4;
const slowest = 30_000;
// Queries and ranges change in bursts.
const settling = 60;

// Asks while somebody watches and the page is visible.
export class Poll<T> {
    #watchers = 0;
    #unwatch = (): void => {};
    #timer: ReturnType<typeof setTimeout> | undefined;
    #controller: AbortController | undefined;

    constructor(private readonly options: PollOptions<T>) {}

    /** Until what it gives back is called. */
    watch(): () => void {
        this.#watchers += 1;
        if (this.#watchers === 1) this.#unwatch = effect(() => this.#turn());
        let isWatching = true;
        return () => {
            if (!isWatching) return;
            isWatching = false;
            this.#watchers -= 1;
            if (this.#watchers > 0) return;
            this.#unwatch();
            this.#stop();
        };
    }

    /** At once: something else is to be asked. */
    again(): void {
        this.#stop();
        if (this.#watchers > 0 && this.options.isVisible.peek()) void this.#ask();
    }

    // It does not ask by itself: the effect that it runs in would depend on all that the question reads.
    #turn(): void {
        this.options.depends?.();
        const isVisible = this.options.isVisible.value;
        this.#stop();
        if (isVisible) this.#timer = setTimeout(() => void this.#ask(), settling);
    }

    #stop(): void {
        clearTimeout(this.#timer);
        this.#controller?.abort();
        this.#controller = undefined;
    }

    async #ask(): Promise<void> {
        const controller = new AbortController();
        this.#controller = controller;
        const { into, ask, every } = this.options;
        const begin = performance.now();
        let polled: Polled<T>;
        try {
            polled = { value: await ask(controller.signal) };
        } catch (error) {
            polled = { ...into.peek(), problem: problemOf(error) };
        }
        if (this.#controller !== controller) return;
        into.value = polled;
        // Rights do not change every two seconds.
        const isForbidden = polled.problem?.error === forbidden;
        const pause = isForbidden ? slowest : Math.max(every, patience * (performance.now() - begin));
        this.#timer = setTimeout(() => void this.#ask(), Math.min(pause, slowest));
    }
}

export function problemOf(error: unknown): Problem {
    return { error: error instanceof ApiError ? error.error : 0, detail: detailOf(error) };
}
