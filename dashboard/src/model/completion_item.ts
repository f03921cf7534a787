import type { FieldInfo } from "../stream/api";

export interface Completion {
    /** What it puts in the place of what was typed. */
    readonly text: string;
    readonly label: string;
    readonly detail: string;
    readonly kind: "field" | "operator" | "value" | "keyword";
    /** The word is done: a space follows. */
    readonly isWhole: boolean;
}

/** What the broker told of the events of the range. */
export interface Known {
    readonly fields: readonly FieldInfo[];
    readonly topics: readonly { readonly name: string; readonly events: number }[];
}

/** What begins with it stands before what has it inside; nothing else is left. */
export function bestFirst<T extends { readonly label: string }>(items: readonly T[], typed: string): T[] {
    const wanted = typed.toLowerCase();
    const begins = items.filter((each) => each.label.toLowerCase().startsWith(wanted));
    const holds = items.filter((each) => each.label.toLowerCase().indexOf(wanted) > 0);
    return [...begins, ...holds];
}
