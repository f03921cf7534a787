import { isObject, type Json } from "./json";

// Hides the values of given keys by the rule of the programs' own side (src/channel/redactor.hpp): for what came from
// publishers that know no such rule. Here it reaches further in three places, because a file goes to strangers: a
// scheme such as `Bearer` does not end the value, JSON within JSON (`\"token\":\"…\"`) is seen, and so is what is
// written in the colours of a terminal.

/** What the sink hides unless it is told otherwise. */
export const usualKeys: readonly string[] = ["password", "token", "authorization", "secret"];

export const mask = "***";

const mostKeys = 100;

/** Keys as a person lists them, with commas or spaces between them. */
export function readKeys(text: string): readonly string[] {
    const keys = text.split(/[\s,;]+/).filter((key) => key !== "");
    return [...new Set(keys.map((key) => key.toLowerCase()))].slice(0, mostKeys);
}

export class Redactor {
    readonly #keys: ReadonlySet<string>;
    readonly #key: RegExp | undefined;
    readonly #asked: RegExp | undefined;

    constructor(keys: readonly string[]) {
        const known = keys.filter((key) => key !== "").map((key) => key.toLowerCase());
        this.#keys = new Set(known);
        if (known.length === 0) return;
        const any = known.map((key) => key.replaceAll(/[^\w]/g, "\\$&")).join("|");
        // A word of its own, and the sign behind it.
        const begin = "(?:(?<![\\w.-])|(?<=\\u001b\\[[\\d;]{0,20}m))";
        const ink = "(?:\\u001b\\[[\\d;]*m)*";
        this.#key = new RegExp(`${begin}(?:${any})(?![\\w.-])(?:\\\\*")?${ink} *[=:]${ink} *${ink}`, "gi");
        this.#asked = new RegExp(`(?<!\\w)(?:${any})(?![\\w.-])["\\\\\\s]*[=:<>!~]`, "i");
    }

    hides(key: string): boolean {
        return this.#keys.has(key.toLowerCase());
    }

    /** Members at any depth, and the pairs in texts. */
    value(value: Json): Json {
        if (typeof value === "string") return this.text(value);
        if (Array.isArray(value)) return value.map((each) => this.value(each));
        if (!isObject(value)) return value;
        return Object.fromEntries(
            Object.entries(value).map(([key, each]) => [key, this.hides(key) ? mask : this.value(each)]),
        );
    }

    /**
     * What follows `key=`, `key:` or `"key":`, up to the closing quote or the next white space, comma or bracket.
     */
    text(text: string): string {
        if (this.#key === undefined) return text;
        const key = this.#key;
        let masked = "";
        let copied = 0;
        key.lastIndex = 0;
        while (key.test(text)) {
            masked += text.slice(copied, key.lastIndex) + mask;
            copied = endOfValue(text, key.lastIndex);
            key.lastIndex = copied;
        }
        return masked + text.slice(copied);
    }

    /** A query that asks for what is hidden is hidden as a whole: its language has too many ways to write a value. */
    query(query: string): string {
        return this.#asked?.test(query) === true ? mask : query;
    }
}

const scheme = /(?:Basic|Bearer|Digest|Negotiate|Token|ApiKey) +/iy;
const escapedQuote = /\\+"/y;

function endOfValue(text: string, from: number): number {
    const quote = at(escapedQuote, text, from);
    if (quote !== "") return endOfEscaped(text, from + quote.length, quote);
    if (text[from] !== '"') return nextOf(/[ \t\r\n,;}\]]/g, text, from + at(scheme, text, from).length);
    let end = from + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
    return Math.min(end + 1, text.length);
}

// The same quote again: one with more backslashes stands within the value.
function endOfEscaped(text: string, from: number, quote: string): number {
    for (let end = text.indexOf(quote, from); end >= 0; end = text.indexOf(quote, end + 1)) {
        if (text[end - 1] !== "\\") return end + quote.length;
    }
    return text.length;
}

function at(pattern: RegExp, text: string, from: number): string {
    pattern.lastIndex = from;
    return pattern.exec(text)?.[0] ?? "";
}

function nextOf(pattern: RegExp, text: string, from: number): number {
    pattern.lastIndex = from;
    return pattern.exec(text)?.index ?? text.length;
}
