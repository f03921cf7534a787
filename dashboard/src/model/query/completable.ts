import { piecesOf, type Piece } from "./tokens";

// What stands at the cursor, as far as something can be completed there.
export type Completable = {
    /** What a completion replaces, in UTF-16. */
    readonly from: number;
    readonly to: number;
    /** What of it stands in front of the cursor, without a quote. */
    readonly typed: string;
} & (
    | { readonly kind: "term" } // a word, which may become a field
    | { readonly kind: "name" } // the name in front of an operator
    | { readonly kind: "value"; readonly field: string }
);

export function completableAt(text: string, cursor: number): Completable | undefined {
    const pieces = piecesOf(text);
    const index = pieces.findIndex((piece) => piece.from < cursor && cursor <= piece.to);
    const piece = pieces[index];
    if (piece === undefined) return { kind: "term", from: cursor, to: cursor, typed: "" };
    const { from, to } = piece;
    const typed = text.slice(from, cursor);
    switch (piece.kind) {
        case "text":
            return typed.startsWith('"') ? undefined : { kind: "term", from, to, typed };
        case "keyword":
            return { kind: "term", from, to, typed };
        case "field":
            return { kind: "name", from, to, typed: unquoted(typed) };
        case "value":
            return { kind: "value", from, to, typed: unquoted(typed), field: piece.field ?? "" };
        case "operator":
            return behindOperator(text, pieces, index, cursor);
        case "mark":
            return behindMark(pieces, index, cursor);
        case "rest":
            return inRest(text, pieces, index, cursor);
        case "regex":
            return undefined;
    }
}

type Place = [text: string, pieces: readonly Piece[], index: number, cursor: number];

function behindOperator(...[text, pieces, index, cursor]: Place): Completable | undefined {
    const operator = pieces[index];
    const field = fieldBefore(text, pieces, index);
    const isDone = operator?.to === cursor && !text.slice(operator.from, cursor).endsWith("~");
    if (field === undefined || !isDone) return undefined;
    const next = pieces[index + 1];
    const value = next?.kind === "value" ? next.to : cursor;
    return { kind: "value", from: cursor, to: value, typed: "", field };
}

function fieldBefore(text: string, pieces: readonly Piece[], index: number): string | undefined {
    const name = pieces[index - 1];
    return name?.kind === "field" ? unquoted(text.slice(name.from, name.to)) : undefined;
}

// In parentheses of a field its values stand.
function behindMark(pieces: readonly Piece[], index: number, cursor: number): Completable | undefined {
    const field = pieces[index + 1]?.field;
    const place = { from: cursor, to: cursor, typed: "" };
    return field === undefined ? { kind: "term", ...place } : undefined;
}

// A space, where something new begins, or a quote that is not closed yet.
function inRest(...[text, pieces, index, cursor]: Place): Completable | undefined {
    const { from = 0 } = pieces[index] ?? {};
    const typed = text.slice(from, cursor);
    if (/^\s*$/.test(typed)) return { kind: "term", from: cursor, to: cursor, typed: "" };
    const field = pieces[index - 1]?.kind === "operator" ? fieldBefore(text, pieces, index - 1) : undefined;
    const isOpen = field !== undefined && /^"[^"]*$/.test(typed);
    return isOpen ? { kind: "value", from, to: cursor, typed: unquoted(typed), field } : undefined;
}

function unquoted(text: string): string {
    return text.replace(/^"|"$/g, "").replace(/\\(.)/g, "$1");
}
