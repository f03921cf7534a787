import { digits, spaces, union, without, wordCharacters, type CharSet } from "./char_set";
import { BrokerOnly, RegexError, type Here } from "./tree";

export interface ReadSet {
    readonly kind: "set";
    readonly set: CharSet;
    /** To be turned round once the other cases are in it. */
    readonly isNegated: boolean;
    readonly end: number;
}

export interface ReadHere {
    readonly kind: "here";
    readonly what: Here;
    readonly end: number;
}

const places: Readonly<Record<string, Here>> = { b: "wordEdge", B: "noWordEdge", A: "begin", z: "end" };
const perl: Readonly<Record<string, CharSet>> = { d: digits, w: wordCharacters, s: spaces };
const controls: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** What begins with the backslash at `at`, outside of brackets. */
export function readEscape(text: string, at: number): ReadSet | ReadHere {
    const c = text[at + 1] ?? "";
    const what = places[c];
    if (what !== undefined) return { kind: "here", what, end: at + 2 };
    const group = perl[c.toLowerCase()];
    if (group !== undefined) return { kind: "set", set: group, isNegated: c !== c.toLowerCase(), end: at + 2 };
    const { code, end } = readCode(text, at);
    return { kind: "set", set: [[code, code]], isNegated: false, end };
}

/** The brackets that open at `at`. */
export function readClass(text: string, at: number): ReadSet {
    const isNegated = text[at + 1] === "^";
    const sets: CharSet[] = [];
    let next = at + (isNegated ? 2 : 1);
    for (const first = next; text[next] !== "]" || next === first;) {
        if (next >= text.length) throw new RegexError(at, `in the regular expression: missing ]: ${text.slice(at)}`);
        const item = readItem(text, next);
        sets.push(item.set);
        next = item.end;
    }
    return { kind: "set", set: union(sets), isNegated, end: next + 1 };
}

function readItem(text: string, at: number): { readonly set: CharSet; readonly end: number } {
    if (text.startsWith("[:", at)) throw new BrokerOnly();
    const name = text[at] === "\\" ? (text[at + 1] ?? "") : "";
    const group = perl[name.toLowerCase()];
    if (group !== undefined) {
        // Turned round, it has to know of the other cases first: RE2 knows how.
        if (name !== name.toLowerCase() && name === "W") throw new BrokerOnly();
        return { set: name === name.toLowerCase() ? group : without(group), end: at + 2 };
    }
    const from = readCode(text, at);
    const isRange = text[from.end] === "-" && from.end + 1 < text.length && text[from.end + 1] !== "]";
    if (!isRange) return { set: [[from.code, from.code]], end: from.end };
    const to = readCode(text, from.end + 1);
    if (to.code >= from.code) return { set: [[from.code, to.code]], end: to.end };
    const range = text.slice(at, to.end);
    throw new RegexError(text.indexOf(range), `in the regular expression: invalid character class range: ${range}`);
}

// One character, as itself or escaped.
function readCode(text: string, at: number): { readonly code: number; readonly end: number } {
    const code = text.codePointAt(at);
    if (code === undefined) throw new BrokerOnly();
    if (code !== 92) return { code, end: at + (code > 0xffff ? 2 : 1) };

    const c = text[at + 1] ?? "";
    const control = controls[c];
    if (control !== undefined) return { code: control, end: at + 2 };
    if (/^[!-/:-@[-^`{-~ ]$/.test(c)) return { code: c.charCodeAt(0), end: at + 2 };
    if (/^\\(?:[ceg-mouqyF-ORTUVXYZ89]|[1-7](?![0-7]))/.test(text.slice(at, at + 3))) {
        const escape = text.slice(at, at + 2);
        throw new RegexError(text.indexOf(escape), `in the regular expression: invalid escape sequence: ${escape}`);
    }
    const hex = /^\\x(?:([\dA-Fa-f]{2})|\{([\dA-Fa-f]{1,6})\})/.exec(text.slice(at, at + 10));
    const value = parseInt(hex?.[1] ?? hex?.[2] ?? "", 16);
    // Octals, scripts of Unicode, \C and \Q: the broker knows; or says what is wrong.
    if (hex === null || value > 0x10ffff) throw new BrokerOnly();
    return { code: value, end: at + hex[0].length };
}
