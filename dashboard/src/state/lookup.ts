import type { Signal } from "@preact/signals";

import { ApiError } from "../stream/api";

// What the broker was asked for, as it stands now.
export type Lookup<T> =
    | { readonly kind: "none" }
    | { readonly kind: "asking" }
    | { readonly kind: "found"; readonly found: T }
    | { readonly kind: "failed"; readonly detail: string };

// Puts the answer to the newest question into a signal: asking again ends the question before.
export class Question<T> {
    #controller: AbortController | undefined;

    constructor(private readonly answer: Signal<Lookup<T>>) {}

    ask(question: (signal: AbortSignal) => Promise<T>): void {
        this.#begin(question);
        this.answer.value = { kind: "asking" };
    }

    /** The same, but what was found stays in sight until there is more. */
    renew(question: (signal: AbortSignal) => Promise<T>): void {
        this.#begin(question);
        if (this.answer.value.kind !== "found") this.answer.value = { kind: "asking" };
    }

    #begin(question: (signal: AbortSignal) => Promise<T>): void {
        this.#controller?.abort();
        const controller = new AbortController();
        this.#controller = controller;
        const tell = (lookup: Lookup<T>): void => {
            if (this.#controller === controller) this.answer.value = lookup;
        };
        question(controller.signal).then(
            (found) => tell({ kind: "found", found }),
            (error: unknown) => tell({ kind: "failed", detail: detailOf(error) }),
        );
    }

    forget(): void {
        this.#controller?.abort();
        this.#controller = undefined;
        this.answer.value = { kind: "none" };
    }
}

export function detailOf(error: unknown): string {
    if (error instanceof ApiError) return error.detail;
    return error instanceof Error ? error.message : String(error);
}
