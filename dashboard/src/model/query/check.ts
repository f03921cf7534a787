import { isExact, isStar, type Field, type Order, type Pattern, type Term } from "./ast";
import { fieldNamed, nameOf, pathOf } from "./fields";
import type { Token } from "./lexer";
import { parseLevel, unknownLevel } from "./level_operand";
import { parseMoment } from "./moment";
import { numberOf } from "./number";
import { Problem } from "./problem";
import { regexProblem } from "./regex/regex";
import { byteLength } from "./spelling";
import { topicProblem } from "./topic_pattern";
import { wordsOf } from "./words";

const longestPhrase = 64;
const mostRegexes = 32;
const mostFields = 64;
const longestPath = 1024;

// What people write in other languages.
function hintFor(text: string): string {
    if (text === "&&") return "'&&' is written AND";
    if (text === "||") return "'||' is written OR";
    return `'${text}' holds no word to search for`;
}

// A star that stands neither at a word nor in one reaches for nothing.
function hasLoneStar(text: Pattern, words: readonly Pattern[]): boolean {
    return words.reduce((stars, word) => stars + word.length - 1, 0) !== text.length - 1;
}

const orderOf = (token: Token): Order => (token.operator === ":~" ? ":" : token.operator);

// Makes terms of what is written, or throws a Problem that says what is wrong with it.
export class Checker {
    readonly #paths = new Set<string>();
    #regexes = 0;

    constructor(private readonly now: Date) {}

    words(token: Token): Term {
        const { at, pattern } = token;
        const words = wordsOf(pattern);
        if (!token.isQuoted && token.spelled.startsWith("!")) throw new Problem(at, "'!' is written NOT or '-'");
        if (words.length === 0) throw new Problem(at, hintFor(token.spelled));
        if (words.length > longestPhrase) {
            throw new Problem(at, `a phrase has at most ${longestPhrase} words, this one ${words.length}`);
        }
        if (hasLoneStar(pattern, words)) {
            throw new Problem(at, "a '*' stands at a word or in one: 'time*' or '*out*'");
        }
        const field = fieldNamed("message");
        this.#note(field, token);
        return { kind: "words", field, pattern };
    }

    field(name: Token, value: Token): Term {
        const field = fieldNamed(name.pattern[0] ?? "");
        this.#note(field, name);
        const order = orderOf(name);
        const text = isExact(value.pattern) ? (value.pattern[0] ?? "") : value.spelled;
        if (name.operator === ":~") return this.#regex(field, text, name, value);
        if (isStar(value.pattern) && name.operator === ":" && field.kind !== "topic") return { kind: "exists", field };

        if (field.kind === "level") return level(field, order, text, value);
        if (field.kind === "timestamp") return this.#time(field, order, text, value);
        if (field.kind === "seq") return seq(field, order, text, value);
        if (order !== ":") return this.#ordered(field, order, text, name, value);
        return field.kind === "topic" ? topic(field, value) : textIs(field, value);
    }

    // One look at an event finds them all, and looks for so many at most.
    #note(field: Field, name: Token): void {
        const path = pathOf(field);
        if (path === "" || this.#paths.has(path)) return;
        if (byteLength(path) > longestPath) throw new Problem(name.at, "the name of a field is longer than a kilobyte");
        if (this.#paths.size === mostFields) {
            throw new Problem(name.at, `a query names at most ${mostFields} different fields`);
        }
        this.#paths.add(path);
    }

    #time(field: Field, order: Order, text: string, value: Token): Term {
        const time = parseMoment(text, this.now);
        if (time !== undefined) return { kind: "time", field, order, text, time };
        const forms = "write '2026-11-20', '2026-11-20T10:57:33Z' or '-15m' (s, m, h, d, w)";
        throw new Problem(value.at, `'${value.spelled}' is no time: ${forms}`);
    }

    #ordered(field: Field, order: Order, text: string, name: Token, value: Token): Term {
        if (field.kind !== "text" || !field.path.includes(".")) {
            throw new Problem(name.at, `'${nameOf(field)}' is text, which has no order: compare with ':'`);
        }
        const number = numberOf(text);
        if (number !== undefined) return { kind: "number", field, order, text, number };
        const time = parseMoment(text, this.now);
        if (time !== undefined) return { kind: "time", field, order, text, time };
        throw new Problem(value.at, `'${value.spelled}' is neither a number nor a time, and only those have an order`);
    }

    #regex(field: Field, text: string, name: Token, value: Token): Term {
        if (field.kind !== "text" && field.kind !== "topic") {
            throw new Problem(name.at, `'${nameOf(field)}' is no text, and a regular expression reads text`);
        }
        this.#regexes += 1;
        if (this.#regexes > mostRegexes) {
            throw new Problem(value.at, `a query has at most ${mostRegexes} regular expressions`);
        }
        const problem = regexProblem(text);
        if (problem !== undefined) throw new Problem(value.at + 1 + problem.at, problem.message);
        return { kind: "regex", field, text };
    }
}

function textIs(field: Field, value: Token): Term {
    if (value.spelled === "<" || value.spelled === ">") {
        throw new Problem(value.at, `'${value.spelled}' needs a number or a time behind it`);
    }
    return { kind: "value", field, pattern: value.pattern };
}

function topic(field: Field, value: Token): Term {
    const text = value.isQuoted ? (value.pattern[0] ?? "") : value.spelled;
    const problem = topicProblem(text);
    if (problem !== undefined) throw new Problem(value.at, `a topic: ${problem}`);
    return { kind: "topic", field, text };
}

function level(field: Field, order: Order, text: string, value: Token): Term {
    const found = parseLevel(text);
    if (found === undefined) throw new Problem(value.at, unknownLevel(text));
    return { kind: "level", field, order, text: found };
}

function seq(field: Field, order: Order, text: string, value: Token): Term {
    const number = numberOf(text);
    if (number === undefined) throw new Problem(value.at, `'${value.spelled}' is no number, and 'seq' is one`);
    return { kind: "number", field, order, text, number };
}
