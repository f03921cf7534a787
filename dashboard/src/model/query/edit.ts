import type { Json } from "../json";
import { listOf, negated, type Field, type Node, type Term } from "./ast";
import { compile } from "./compile";
import { fieldNamed, sameField } from "./fields";
import { eventWith, termOf } from "./named_value";
import { parse } from "./parser";
import { print } from "./print";
import { Problem } from "./problem";

// A query that somebody changes by pointing at something: text in, canonical text out.

/**
 * Only events with this value of the field, or none of them. What the query said of the field so far goes where the two
 * contradict each other, or where it named another value.
 */
export function withTerm(query: string, field: string, value: Json, mode: "include" | "exclude"): string {
    const term = termOf(field, value);
    const node: Node = { kind: "term", term };
    return edited(query, (parts) => {
        if (mode === "exclude") return added(without(parts, term), negated(node));
        const event = eventWith(term.field, value);
        const isReplaced = (part: Node): boolean =>
            isOnlyOf(part, term.field) && (isChoice(part) || !compile(part).matches(event));
        return replaced(parts, isReplaced, node);
    });
}

/** Without what the query says of this value; without a value, of the field at all. */
export function withoutTerm(query: string, field: string, value?: Json): string {
    if (value === undefined) {
        const named = fieldNamed(field);
        return edited(query, (parts) => parts.filter((part) => !isOnlyOf(part, named)));
    }
    const term = termOf(field, value);
    const exclusion = print(negated({ kind: "term", term }));
    return edited(query, (parts) => without(parts, term).filter((part) => print(part) !== exclusion));
}

/** Only events of topics like this instead of others; an empty pattern: of all topics. */
export function withTopic(query: string, pattern: string): string {
    const field: Field = { kind: "topic" };
    const isReplaced = (part: Node): boolean => isOnlyOf(part, field) && isChoice(part);
    return edited(query, (parts) => {
        if (pattern === "") return parts.filter((part) => !isReplaced(part));
        return replaced(parts, isReplaced, { kind: "term", term: { kind: "topic", field, text: pattern } });
    });
}

// What all events of the query have in common, one by one. A text that is no query stays as it is.
function edited(query: string, edit: (parts: readonly Node[]) => readonly Node[]): string {
    try {
        const node = parse(query, new Date());
        const parts = node.kind === "all" ? node.parts : node.kind === "everything" ? [] : [node];
        const left = edit(parts);
        return left.length === 0 ? "" : print(listOf("all", left));
    } catch (error) {
        if (error instanceof Problem) return query;
        throw error;
    }
}

function added(parts: readonly Node[], node: Node): readonly Node[] {
    const text = print(node);
    return parts.some((part) => print(part) === text) ? parts : [...parts, node];
}

// In the place of the first that goes.
function replaced(parts: readonly Node[], isReplaced: (part: Node) => boolean, node: Node): readonly Node[] {
    const at = parts.findIndex(isReplaced);
    const left = parts.filter((part) => !isReplaced(part));
    return at < 0 ? added(left, node) : [...left.slice(0, at), node, ...left.slice(at)];
}

// Without the term itself, and without it among those of which one is enough.
function without(parts: readonly Node[], term: Term): readonly Node[] {
    const text = print({ kind: "term", term });
    return parts.flatMap((part) => {
        if (print(part) === text) return [];
        if (part.kind !== "any" || !isOnlyOf(part, term.field)) return [part];
        const left = part.parts.filter((each) => print(each) !== text);
        return left.length === 0 ? [] : [listOf("any", left)];
    });
}

function isOnlyOf(node: Node, field: Field): boolean {
    switch (node.kind) {
        case "everything":
            return false;
        case "term":
            return sameField(node.term.field, field);
        case "none":
            return isOnlyOf(node.part, field);
        case "all":
        case "any":
            return node.parts.every((part) => isOnlyOf(part, field));
    }
}

// Names the values that a field may have.
function isChoice(node: Node): boolean {
    if (node.kind === "any") return node.parts.every(isChoice);
    if (node.kind !== "term") return false;
    const { term } = node;
    if (term.kind === "level" || term.kind === "time" || term.kind === "number") return term.order === ":";
    return term.kind === "value" || term.kind === "topic";
}
