import type { Node, Term } from "./ast";
import type { EventTest } from "./places";
import { print } from "./print";
import type { Query } from "./query";
import { costOf, testOf } from "./term_tests";
import { wordsOf } from "./words";

export function compile(node: Node): Query {
    const compiler = new Compiler();
    const matches = compiler.test(node, true);
    return {
        text: print(node),
        isEverything: node.kind === "everything",
        needsBroker: compiler.needsBroker,
        matches,
        words: [...new Set(wordsIn(node))],
    };
}

class Compiler {
    needsBroker = false;

    // What cannot be answered here is whatever leaves the event possible: behind a NOT, that it does not match.
    test(node: Node, unknown: boolean): EventTest {
        switch (node.kind) {
            case "everything":
                return () => true;
            case "term":
                return this.#term(node.term, unknown);
            case "none": {
                const test = this.test(node.part, !unknown);
                return (event) => !test(event);
            }
            case "all":
                return allOf(this.#parts(node.parts, unknown));
            case "any":
                return anyOf(this.#parts(node.parts, unknown));
        }
    }

    #term(term: Term, unknown: boolean): EventTest {
        const test = testOf(term);
        if (test !== undefined) return test;
        this.needsBroker = true;
        return () => unknown;
    }

    #parts(parts: readonly Node[], unknown: boolean): EventTest[] {
        const cheapFirst = [...parts].sort((left, right) => costOfTree(left) - costOfTree(right));
        return cheapFirst.map((part) => this.test(part, unknown));
    }
}

function allOf(tests: readonly EventTest[]): EventTest {
    return (event) => {
        for (const test of tests) if (!test(event)) return false;
        return true;
    };
}

function anyOf(tests: readonly EventTest[]): EventTest {
    return (event) => {
        for (const test of tests) if (test(event)) return true;
        return false;
    };
}

function costOfTree(node: Node): number {
    switch (node.kind) {
        case "everything":
            return 0;
        case "term":
            return costOf(node.term);
        case "none":
            return costOfTree(node.part);
        case "all":
        case "any":
            return Math.max(...node.parts.map(costOfTree));
    }
}

// What is searched for in the message, but for what is excluded.
function wordsIn(node: Node): string[] {
    if (node.kind === "all" || node.kind === "any") return node.parts.flatMap(wordsIn);
    if (node.kind !== "term") return [];
    const { term } = node;
    const isMessage = term.field.kind === "text" && term.field.path === "data.message";
    if (term.kind === "words" && term.pattern.length > 1) return wordsOf(term.pattern).flat().filter(isWorthMarking);
    const isText = term.kind === "words" || (term.kind === "value" && isMessage);
    return isText ? term.pattern.map((piece) => piece.toLowerCase()).filter(isWorthMarking) : [];
}

// One letter of `t*t` is everywhere.
const isWorthMarking = (text: string): boolean => text.length > 1;
