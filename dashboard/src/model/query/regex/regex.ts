import { Automaton } from "./automaton";
import { programOf } from "./program";
import { readRegex } from "./reader";
import { BrokerOnly, RegexError, type Tree } from "./tree";

// The only door to regular expressions: what a person typed never reaches JavaScript's own, which goes back and tries
// again, for as long as it takes.

/** What RE2 would say against it, as far as that is known here: one without a problem may still be refused. */
export function regexProblem(text: string): RegexError | undefined {
    try {
        readRegex(text);
    } catch (error) {
        if (error instanceof RegexError) return error;
        if (!(error instanceof BrokerOnly)) throw error;
    }
    return undefined;
}

/** Whether a match stands anywhere in a text, in time linear to the text. */
export type Finds = (text: string) => boolean;

const known = new Map<string, Finds | undefined>();
const mostKnown = 64;

/** Nothing where only the broker can. Remembered: while somebody types, the same is asked again and again. */
export function compileRegex(text: string): Finds | undefined {
    if (!known.has(text)) {
        if (known.size === mostKnown) known.clear();
        known.set(text, compile(text));
    }
    return known.get(text);
}

function compile(text: string): Finds | undefined {
    try {
        const tree = readRegex(text);
        const automaton = new Automaton(programOf(tree));
        const piece = requiredPiece(tree);
        return (searched) => (piece === "" || searched.includes(piece)) && automaton.finds(searched);
    } catch (error) {
        if (error instanceof BrokerOnly) return undefined;
        throw error;
    }
}

// The longest text that every match holds: finding it is quicker than reading letter by letter.
function requiredPiece(tree: Tree): string {
    let longest = "";
    let piece = "";
    for (const part of tree.kind === "row" ? tree.parts : [tree]) {
        const range = part.kind === "set" && part.set.length === 1 ? part.set[0] : undefined;
        piece = range !== undefined && range[0] === range[1] ? piece + String.fromCodePoint(range[0]) : "";
        if (piece.length > longest.length) longest = piece;
    }
    return longest;
}
