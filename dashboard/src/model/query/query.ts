import type { RealtimeEvent } from "../event";

// A query (docs/query.md), compiled for this page. The same answers as the broker's, by tests/data/query.
export interface Query {
    /** As the broker prints it. */
    readonly text: string;
    readonly isEverything: boolean;
    /** A part is left to the broker: an expression that JavaScript reads otherwise, or that may never end there. */
    readonly needsBroker: boolean;
    /** Where the query needs the broker: whether the rest of it leaves the event possible. */
    matches(event: RealtimeEvent): boolean;
    /** What to mark in a message, as lower-case words and phrases. */
    readonly words: readonly string[];
}

/** `at` counts characters from 0. */
export interface QueryProblem {
    readonly at: number;
    readonly message: string;
}

export type ParsedQuery =
    { readonly kind: "query"; readonly query: Query } | { readonly kind: "problem"; readonly problem: QueryProblem };
