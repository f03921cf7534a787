import type { Level } from "../level";
import type { Exact } from "./number";

// What a query says, after parsing and checking.

/** Text in which a `*` stands for any run of characters: what is between the stars. One piece: the text itself. */
export type Pattern = readonly string[];

export const isExact = (pattern: Pattern): boolean => pattern.length === 1;
export const isStar = (pattern: Pattern): boolean => pattern.length === 2 && pattern.every((each) => each === "");

export type Order = ":" | "<" | "<=" | ">" | ">=";

/** `difference` has the sign of left minus right. */
export function holds(order: Order, difference: number): boolean {
    switch (order) {
        case ":":
            return difference === 0;
        case "<":
            return difference < 0;
        case "<=":
            return difference <= 0;
        case ">":
            return difference > 0;
        case ">=":
            return difference >= 0;
    }
}

/** What a term looks at. A text is found by a path from the event's top: `data.user.id`, `metadata.host`, `type`. */
export type Field =
    { readonly kind: "text"; readonly path: string } | { readonly kind: "level" | "topic" | "timestamp" | "seq" };

/** Nanoseconds since 1970, both included. */
export interface Moments {
    readonly from: bigint;
    readonly to: bigint;
}

/** One test of one field. `text` is the operand as it was written, of a level its name. */
export type Term = { readonly field: Field } & (
    | { readonly kind: "words"; readonly pattern: Pattern }
    | { readonly kind: "value"; readonly pattern: Pattern }
    | { readonly kind: "exists" }
    | { readonly kind: "number"; readonly order: Order; readonly text: string; readonly number: Exact }
    | { readonly kind: "time"; readonly order: Order; readonly text: string; readonly time: Moments }
    | { readonly kind: "level"; readonly order: Order; readonly text: Level }
    | { readonly kind: "topic"; readonly text: string }
    | { readonly kind: "regex"; readonly text: string }
);

export type TermOf<Kind extends Term["kind"]> = Extract<Term, { readonly kind: Kind }>;

/** A list is never in a list of its kind, and has two parts at least; `none` is never in a `none`. */
export type Node =
    | { readonly kind: "everything" }
    | { readonly kind: "term"; readonly term: Term }
    | { readonly kind: "all" | "any"; readonly parts: readonly Node[] }
    | { readonly kind: "none"; readonly part: Node };

export function negated(node: Node): Node {
    return node.kind === "none" ? node.part : { kind: "none", part: node };
}

/** A list in a list of its kind becomes a part of it; a list of one is that one. */
export function listOf(kind: "all" | "any", parts: readonly Node[]): Node {
    const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
    return flat.length === 1 && flat[0] !== undefined ? flat[0] : { kind, parts: flat };
}
