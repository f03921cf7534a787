import { isExact, type Order, type Pattern } from "./ast";
import { Problem } from "./problem";
import { beginsOperator, endsText, isDigit, isPunctuation, isSpace } from "./spelling";

export type Operator = Order | ":~";

export interface Token {
    readonly kind: "end" | "open" | "close" | "minus" | "AND" | "OR" | "NOT" | "text" | "field";
    readonly at: number;
    /** Behind it; of a field, behind its operator. */
    readonly end: number;
    /** Of a field, its name. */
    readonly spelled: string;
    readonly pattern: Pattern;
    readonly isQuoted: boolean;
    readonly operator: Operator;
}

/**
 * What a piece of text is depends on where it stands, so the parser says what it reads. term: fields, keywords and a
 * minus are known. group: values of one field; keywords, and a minus that is no number's. value: right behind an
 * operator. regex: right behind `:~`; quoted, without escapes of its own.
 */
export type Place = "term" | "group" | "value" | "regex";

const escapeProblem =
    "a backslash stands in front of punctuation, 'n', 't' or 'r'; write '\\\\' for the backslash itself";
const controls: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

// Takes a query apart; throws a Problem.
export class Lexer {
    #at = 0;

    constructor(private readonly query: string) {}

    /** How far it has read. */
    get at(): number {
        return this.#at;
    }

    next(place: Place): Token {
        if (place === "term" || place === "group") this.#skipSpace();
        if (this.#at === this.query.length) return this.#token("end", this.#at);
        if (place === "regex") return this.#regex();
        switch (this.#peek()) {
            case "(":
                return this.#take("open");
            case ")":
                return this.#take("close");
            case '"':
                return this.#quoted(place);
        }
        const isMinus = this.#peek() === "-" && (place === "term" || (place === "group" && !isDigit(this.#peek(1))));
        return isMinus ? this.#minus() : this.#bare(place);
    }

    #peek(ahead = 0): string {
        return this.query[this.#at + ahead] ?? "";
    }

    #token(kind: Token["kind"], at: number, more: Partial<Token> = {}): Token {
        const spelled = this.query.slice(at, this.#at);
        return { kind, at, end: this.#at, spelled, pattern: [""], isQuoted: false, operator: ":", ...more };
    }

    #take(kind: Token["kind"]): Token {
        this.#at += 1;
        return this.#token(kind, this.#at - 1);
    }

    #skipSpace(): void {
        while (isSpace(this.#peek())) this.#at += 1;
    }

    #minus(): Token {
        const token = this.#take("minus");
        if (isSpace(this.#peek())) {
            throw new Problem(token.at, "'-' stands right in front of what it excludes, without a space");
        }
        return token;
    }

    #quoted(place: Place): Token {
        const from = this.#at;
        this.#at += 1;
        let text = "";
        while (this.#at < this.query.length && this.#peek() !== '"') {
            if (this.#peek() === "\\") {
                text += this.#escaped();
            } else {
                text += this.#peek();
                this.#at += 1;
            }
        }
        this.#close(from);
        const token = this.#token("text", from, { pattern: [text], isQuoted: true });
        return place === "term" && beginsOperator(this.#peek()) ? this.#withOperator(token) : token;
    }

    #regex(): Token {
        if (this.#peek() !== '"') {
            throw new Problem(this.#at, 'a regular expression stands in quotes: message:~"time(d)? ?out"');
        }
        const from = this.#at;
        this.#at += 1;
        while (this.#at < this.query.length && this.#peek() !== '"') this.#at += this.#peek() === "\\" ? 2 : 1;
        this.#close(from);
        return this.#token("text", from, { pattern: [this.query.slice(from + 1, this.#at - 1)], isQuoted: true });
    }

    #close(from: number): void {
        if (this.#at >= this.query.length) {
            this.#at = this.query.length;
            throw new Problem(from, "this quote is never closed");
        }
        this.#at += 1;
    }

    #bare(place: Place): Token {
        const from = this.#at;
        const pattern = this.#barePattern(place);
        const token = this.#token("text", from, { pattern });
        if (place === "term" && beginsOperator(this.#peek())) return this.#withOperator(token);
        const { spelled } = token;
        const isWord = spelled === "AND" || spelled === "OR" || spelled === "NOT";
        return place !== "value" && isWord ? { ...token, kind: spelled } : token;
    }

    #barePattern(place: Place): Pattern {
        const pieces = [""];
        const add = (text: string): void => void pieces.push((pieces.pop() ?? "") + text);
        for (let c = this.#peek(); c !== "" && !endsText(c); c = this.#peek()) {
            if (place === "term" && beginsOperator(c)) break;
            if (c === "\\") {
                add(this.#escaped());
                continue;
            }
            // Stars beside each other are one.
            if (c !== "*") add(c);
            else if (this.#peek(1) !== "*") pieces.push("");
            this.#at += 1;
        }
        return pieces;
    }

    #escaped(): string {
        const c = this.#peek(1);
        const meant = controls[c] ?? (isPunctuation(c) ? c : undefined);
        if (meant === undefined) throw new Problem(this.#at, escapeProblem);
        this.#at += 2;
        return meant;
    }

    #withOperator(name: Token): Token {
        if (name.spelled === "") {
            const isSpaced = isSpace(this.query[this.#at - 1] ?? "");
            const missing = isSpaced
                ? "the name of a field stands right in front of its operator, without a space"
                : "a field's name is missing in front of this";
            throw new Problem(this.#at, missing);
        }
        if (!isExact(name.pattern)) throw new Problem(name.at, "the name of a field has no wildcard");
        const operator = /[:=]/.test(this.#peek()) ? this.#colonOperator() : this.#orderOperator();
        return { ...name, kind: "field", operator, end: this.#at };
    }

    #colonOperator(): Operator {
        if (this.#peek() === "=") {
            throw new Problem(this.#at, "'=' is no operator: write ':', as in 'city:Berlin' or '-city:Berlin'");
        }
        this.#at += 1;
        const isAlone = this.#at + 1 >= this.query.length || endsText(this.#peek(1)); // as in `topic:>`
        if (!isAlone && (this.#peek() === "<" || this.#peek() === ">")) return this.#orderOperator();
        if (this.#peek() !== "~") return ":";
        this.#at += 1;
        return ":~";
    }

    #orderOperator(): Order {
        const sign = this.#peek() === "<" ? "<" : ">";
        this.#at += 1;
        if (this.#peek() !== "=") return sign;
        this.#at += 1;
        return `${sign}=`;
    }
}
