import { anything, newline, union, without, withBothCases, type CharSet } from "./char_set";
import { readClass, readEscape } from "./escapes";
import { BrokerOnly, RegexError, type Tree } from "./tree";

interface Flags {
    readonly foldsCase: boolean;
    readonly manyLines: boolean;
    readonly dotIsAll: boolean;
}

const deepest = 100;
const mostRepeats = 1000;

/** Reads RE2's syntax, as far as it is sure of it. Throws a RegexError or BrokerOnly. */
export function readRegex(text: string): Tree {
    return new Reader(text).all();
}

class Reader {
    #at = 0;
    #depth = 0;
    #flags: Flags = { foldsCase: false, manyLines: false, dotIsAll: false };

    constructor(private readonly text: string) {}

    all(): Tree {
        const tree = this.#choice();
        // What is left begins with a parenthesis that closes nothing.
        if (this.#at < this.text.length) throw this.#error("unexpected )", this.text);
        return tree;
    }

    // RE2 names a part of the expression, and the broker points at where that is found first.
    #error(what: string, part: string): RegexError {
        return new RegexError(Math.max(0, this.text.indexOf(part)), `in the regular expression: ${what}: ${part}`);
    }

    #peek(): string {
        return this.text[this.#at] ?? "";
    }

    #choice(): Tree {
        const parts = [this.#row()];
        while (this.#peek() === "|") {
            this.#at += 1;
            parts.push(this.#row());
        }
        return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "choice", parts };
    }

    #row(): Tree {
        const parts: Tree[] = [];
        for (let c = this.#peek(); c !== "" && c !== "|" && c !== ")"; c = this.#peek()) {
            const atom = this.#atom(parts.length > 0);
            if (atom !== undefined) parts.push(this.#repeated(atom));
        }
        return { kind: "row", parts };
    }

    // Nothing where flags are set for what follows.
    #atom(isBehindOne: boolean): Tree | undefined {
        const c = this.#peek();
        const repeat = this.#repeatAt(this.#at);
        if (repeat !== undefined) {
            if (isBehindOne) throw new BrokerOnly();
            throw this.#error("no argument for repetition operator", repeat.spelled);
        }
        if (c === "(") return this.#group();
        if (c === "[") return this.#set(readClass(this.text, this.#at));
        if (c === "\\") return this.#escape();
        this.#at += 1;
        if (c === "^") return { kind: "here", what: this.#flags.manyLines ? "lineBegin" : "begin" };
        if (c === "$") return { kind: "here", what: this.#flags.manyLines ? "lineEnd" : "end" };
        if (c === ".") return { kind: "set", set: this.#flags.dotIsAll ? anything : without(newline) };
        const code = this.text.codePointAt(this.#at - 1) ?? 0;
        return this.#set({ set: [[code, code]], isNegated: false, end: this.#at - 1 + (code > 0xffff ? 2 : 1) });
    }

    #escape(): Tree {
        const escape = readEscape(this.text, this.#at);
        if (escape.kind === "set") return this.#set(escape);
        this.#at = escape.end;
        return { kind: "here", what: escape.what };
    }

    #set({ set, isNegated, end }: { set: CharSet; isNegated: boolean; end: number }): Tree {
        this.#at = end;
        const folded = this.#flags.foldsCase ? withBothCases(union([set])) : union([set]);
        if (folded === undefined) throw new BrokerOnly();
        return { kind: "set", set: isNegated ? without(folded) : folded };
    }

    #repeated(atom: Tree): Tree {
        const repeat = this.#repeatAt(this.#at);
        if (repeat === undefined) return atom;
        const from = this.#at;
        this.#at += repeat.spelled.length;
        const second = this.#repeatAt(this.#at);
        if (second !== undefined) {
            const both = this.text.slice(from, this.#at + second.spelled.length);
            throw this.#error("bad repetition operator", both);
        }
        const { least, most } = repeat;
        const isTooOften = least > mostRepeats || (most !== Infinity && (most > mostRepeats || most < least));
        if (isTooOften) throw this.#error("invalid repetition size", repeat.spelled);
        const tree: Tree = { kind: "repeat", part: atom, least, most };
        if (weight(tree) > mostRepeats) throw new BrokerOnly();
        return tree;
    }

    #repeatAt(at: number): { readonly spelled: string; readonly least: number; readonly most: number } | undefined {
        const found = /^(?:([*+?])|\{(\d{1,9})(?:(,)(\d{0,9}))?\})\??/.exec(this.text.slice(at, at + 24));
        if (found === null || /^\{0\d/.test(found[0])) {
            if (/^\{\d/.test(this.text.slice(at, at + 2))) throw new BrokerOnly();
            return undefined;
        }
        const [spelled, sign, from, comma, to] = found;
        if (sign !== undefined) return { spelled, least: sign === "+" ? 1 : 0, most: sign === "?" ? 1 : Infinity };
        const least = Number(from);
        return { spelled, least, most: comma === undefined ? least : to === "" ? Infinity : Number(to) };
    }

    // To look ahead or back is not for RE2; what else there is, it may know.
    #unknownGroup(): Error {
        const look = /^\(\?(?:[=!>]|<(?=[=!]))/.exec(this.text.slice(this.#at, this.#at + 4))?.[0];
        return look === undefined ? new BrokerOnly() : this.#error("invalid perl operator", look);
    }

    #group(): Tree | undefined {
        const flags = this.#flags;
        const rest = this.text.slice(this.#at, this.#at + 24);
        const opening = /^\((?:\?(?:[imsU]*:|[imsU]+\)|[imsU]*-[imsU]+[:)]))?/.exec(rest);
        const spelled = opening?.[0] ?? "(";
        if (spelled === "(" && this.text[this.#at + 1] === "?") throw this.#unknownGroup();
        this.#at += spelled.length;
        if (spelled !== "(") this.#flags = withFlags(flags, spelled);
        if (spelled.endsWith(")")) return undefined;

        this.#depth += 1;
        if (this.#depth > deepest) throw new BrokerOnly();
        const tree = this.#choice();
        if (this.#peek() !== ")") throw new RegexError(0, `in the regular expression: missing ): ${this.text}`);
        this.#at += 1;
        this.#depth -= 1;
        this.#flags = flags;
        return tree;
    }
}

function withFlags(flags: Flags, spelled: string): Flags {
    const [on = "", off = ""] = spelled.split("-");
    const is = (letter: string, before: boolean): boolean => !off.includes(letter) && (before || on.includes(letter));
    return {
        foldsCase: is("i", flags.foldsCase),
        manyLines: is("m", flags.manyLines),
        dotIsAll: is("s", flags.dotIsAll),
    };
}

// How often what is innermost may stand in a row, were all of it written out.
function weight(tree: Tree): number {
    if (tree.kind === "repeat") {
        return Math.max(1, tree.least, tree.most === Infinity ? 0 : tree.most) * weight(tree.part);
    }
    return tree.kind === "row" || tree.kind === "choice" ? Math.max(1, ...tree.parts.map(weight)) : 1;
}
