import { fold, foldCode } from "./fold";
import { endOfWord, isWordCode } from "./words";

// Finds texts in other ones, whatever the case of ASCII letters; linear to the text that is searched.

/** Whether a word stands somewhere in a text. */
export function hasWord(word: string): (text: string) => boolean {
    const folded = fold(word);
    if (folded.length > longestPlain) {
        const find = wordFinderOf(word);
        return (text) => find(text, 0) >= 0;
    }
    const pattern = new RegExp(`(?<!${letter})${inBothCases(folded)}(?!${letter})`);
    return (text) => pattern.test(text);
}

/** Where a text is found in another one, from a position on, whatever the case; -1 where it is not. */
export type Finder = (text: string, from: number) => number;

const longestPlain = 64;

export function finderOf(needle: string): Finder {
    const folded = fold(needle);
    return folded.length > longestPlain ? walkingFinder(folded) : plainFinder(folded);
}

/** The same for a whole word, neither in front of another letter nor behind one. */
export function wordFinderOf(word: string): Finder {
    const folded = fold(word);
    if (folded.length <= longestPlain) return plainFinder(folded, `(?<!${letter})`, `(?!${letter})`);
    const find = walkingFinder(folded);
    return (text, from) => {
        for (let at = find(text, from); at >= 0;) {
            const end = endOfWord(text, at + folded.length);
            if (end === at + folded.length && !isWordCode(text.charCodeAt(at - 1))) return at;
            at = find(text, end);
        }
        return -1;
    };
}

const letter = "[\\w\\x80-\\uffff]";

// A row of letters: there is nothing in it that could go back and try again.
function inBothCases(folded: string): string {
    const letters = [...folded].map((c) => {
        if (c >= "a" && c <= "z") return `[${c}${c.toUpperCase()}]`;
        return c.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
    });
    return letters.join("");
}

function plainFinder(folded: string, before = "", behind = ""): Finder {
    const pattern = new RegExp(before + inBothCases(folded) + behind, "g");
    return (text, from) => {
        pattern.lastIndex = from;
        return pattern.test(text) ? pattern.lastIndex - folded.length : -1;
    };
}

// Knuth, Morris and Pratt: what is long is never compared again from its beginning.
function walkingFinder(folded: string): Finder {
    const fallbacks = new Uint32Array(folded.length);
    const advance = (matched: number, c: number): number => {
        while (matched > 0 && c !== folded.charCodeAt(matched)) matched = fallbacks[matched - 1] ?? 0;
        return c === folded.charCodeAt(matched) ? matched + 1 : matched;
    };
    for (let at = 1, matched = 0; at < folded.length; at += 1) {
        matched = advance(matched, folded.charCodeAt(at));
        fallbacks[at] = matched;
    }
    return (text, from) => {
        for (let at = from, matched = 0; at < text.length; at += 1) {
            matched = advance(matched, foldCode(text.charCodeAt(at)));
            if (matched === folded.length) return at + 1 - matched;
        }
        return -1;
    };
}
