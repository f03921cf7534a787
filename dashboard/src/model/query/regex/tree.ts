import type { CharSet } from "./char_set";

// What an expression says. Which of several matches is found does not matter here, so greed and groups leave no trace.
export type Tree =
    | { readonly kind: "set"; readonly set: CharSet }
    | { readonly kind: "here"; readonly what: Here }
    | { readonly kind: "row" | "choice"; readonly parts: readonly Tree[] }
    | { readonly kind: "repeat"; readonly part: Tree; readonly least: number; readonly most: number };

/** What is true of a place between two characters. */
export type Here = "begin" | "end" | "lineBegin" | "lineEnd" | "wordEdge" | "noWordEdge";

/** An expression that RE2 does not take; `at` in its text. */
export class RegexError extends Error {
    constructor(
        readonly at: number,
        message: string,
    ) {
        super(message);
    }
}

/** An expression that only the broker reads: what it means to RE2 is not known for certain here. */
export class BrokerOnly extends Error {}
