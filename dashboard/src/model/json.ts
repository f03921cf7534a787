// JSON without loss: an integer that a double cannot hold is read as a bigint, and written back digit by digit.

export type Json = null | boolean | number | bigint | string | Json[] | JsonObject;
export interface JsonObject {
    [key: string]: Json;
}

// Throws SyntaxError as JSON.parse does.
export function readJson(text: string): Json {
    const value = JSON.parse(text) as Json;
    // 2^53 has 16 digits: without a run of that many there is nothing to lose, and the engine's own reader is the
    // faster one.
    return /\d{16}/.test(text) ? new ExactReader(text).value() : value;
}

export function isObject(value: Json | undefined): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

// Compact, or indented by so many spaces.
export function writeJson(value: Json, indent = 0, depth = 0): string {
    if (typeof value === "bigint") return value.toString();
    if (Array.isArray(value)) {
        return enclose(
            "[",
            value.map((each) => writeJson(each, indent, depth + 1)),
            "]",
            indent,
            depth,
        );
    }
    if (isObject(value)) {
        const colon = indent > 0 ? ": " : ":";
        const members = Object.entries(value).map(
            ([key, each]) => JSON.stringify(key) + colon + writeJson(each, indent, depth + 1),
        );
        return enclose("{", members, "}", indent, depth);
    }
    return JSON.stringify(value);
}

function enclose(open: string, items: string[], close: string, indent: number, depth: number): string {
    if (items.length === 0) return open + close;
    if (indent === 0) return open + items.join(",") + close;

    const inner = "\n" + " ".repeat(indent * (depth + 1));
    return open + inner + items.join("," + inner) + "\n" + " ".repeat(indent * depth) + close;
}

const space = /[\s]*/y;
const number = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
const textEnd = /(?:[^"\\]|\\.)*"/y;

// Reads text that JSON.parse has accepted, so it checks nothing again.
class ExactReader {
    #at = 0;

    constructor(private readonly text: string) {}

    value(): Json {
        this.#skip();
        switch (this.text[this.#at]) {
            case "{":
                return this.#object();
            case "[":
                return this.#array();
            case '"':
                return this.#string();
            case "t":
                return this.#word(4, true);
            case "f":
                return this.#word(5, false);
            case "n":
                return this.#word(4, null);
            default:
                return this.#number();
        }
    }

    #object(): JsonObject {
        const object: JsonObject = {};
        while (this.#next("}")) {
            const key = this.#string();
            this.#skip();
            this.#at += 1; // the colon
            // Defined, not assigned: "__proto__" is a member like any other.
            Object.defineProperty(object, key, {
                value: this.value(),
                enumerable: true,
                configurable: true,
                writable: true,
            });
        }
        return object;
    }

    #array(): Json[] {
        const array: Json[] = [];
        while (this.#next("]")) array.push(this.value());
        return array;
    }

    // Steps over the opening bracket or a comma; false once it stepped over the closing one.
    #next(close: string): boolean {
        this.#skip();
        if (this.text[this.#at] !== close) {
            this.#at += 1;
            this.#skip();
        }
        if (this.text[this.#at] !== close) return true;
        this.#at += 1;
        return false;
    }

    #string(): string {
        const from = this.#at;
        this.#at += 1;
        this.#match(textEnd);
        return JSON.parse(this.text.slice(from, this.#at)) as string;
    }

    #number(): number | bigint {
        const digits = this.#match(number);
        const value = Number(digits);
        const isWhole = /^-?\d+$/.test(digits);
        return isWhole && !Number.isSafeInteger(value) ? BigInt(digits) : value;
    }

    #word<T>(length: number, value: T): T {
        this.#at += length;
        return value;
    }

    #skip(): void {
        this.#match(space);
    }

    #match(pattern: RegExp): string {
        pattern.lastIndex = this.#at;
        const found = pattern.exec(this.text)?.[0] ?? "";
        this.#at += found.length;
        return found;
    }
}
