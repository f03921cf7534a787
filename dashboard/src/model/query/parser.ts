import { isStar, listOf, negated, type Node, type Term } from "./ast";
import { Checker } from "./check";
import { Lexer, type Token } from "./lexer";
import { Problem } from "./problem";
import { byteLength } from "./spelling";

const mostBytes = 16 * 1024;
const mostTerms = 1000;
const deepest = 50;

/** Parses and checks; throws a Problem. */
export function parse(text: string, now: Date): Node {
    const bytes = byteLength(text);
    if (bytes > mostBytes) throw new Problem(0, `a query of ${bytes} bytes, limit ${mostBytes}`);
    if (/\p{Surrogate}/u.test(text)) throw new Problem(0, "the query is not valid UTF-8");
    return new Parser(text, now).query();
}

function needsOperand({ spelled, operator }: Token): string {
    if (operator === ":") return `'${spelled}' needs a value right behind the ':', or '*' for any`;
    if (operator === ":~") return `'${spelled}' needs a regular expression in quotes right behind the ':~'`;
    return `'${spelled}' needs a number, time or level right behind the operator`;
}

// any := all { "OR" all }, all := one { ["AND"] one }, one := { "NOT" | "-" } primary, primary := "(" any ")" | term
class Parser {
    readonly #lexer: Lexer;
    readonly #checker: Checker;
    #token: Token;
    #group: Token | undefined; // whose values are read
    #depth = 0;
    #terms = 0;

    constructor(text: string, now: Date) {
        this.#lexer = new Lexer(text);
        this.#checker = new Checker(now);
        this.#token = this.#lexer.next("term");
    }

    query(): Node {
        if (this.#token.kind === "end") return { kind: "everything" };
        const node = this.#any();
        if (this.#token.kind === "close") throw this.#problem("this ')' closes nothing");
        return node;
    }

    #advance(): void {
        this.#token = this.#lexer.next(this.#group === undefined ? "term" : "group");
    }

    #problem(message: string): Problem {
        return new Problem(this.#token.at, message);
    }

    #any(): Node {
        const parts = [this.#all()];
        while (this.#token.kind === "OR") {
            this.#advance();
            parts.push(this.#all());
        }
        return listOf("any", parts);
    }

    #all(): Node {
        const parts: Node[] = [];
        for (;;) {
            parts.push(this.#one());
            const { kind } = this.#token;
            if (kind === "AND") this.#advance();
            else if (kind === "end" || kind === "close" || kind === "OR") return listOf("all", parts);
        }
    }

    #one(): Node {
        let isNegated = false;
        while (this.#token.kind === "minus" || this.#token.kind === "NOT") {
            isNegated = !isNegated;
            this.#advance();
        }
        const node = this.#primary();
        return isNegated ? negated(node) : node;
    }

    #primary(): Node {
        switch (this.#token.kind) {
            case "open":
                return this.#andAdvance(this.#parenthesised());
            case "text":
                return this.#group === undefined ? this.#words() : this.#value(this.#group);
            case "field":
                return this.#field();
            case "close":
                throw this.#problem("something to search for is missing in front of this ')'");
            case "end":
                throw this.#problem("the query ends where something to search for is missing");
        }
        const keyword = this.#token.spelled;
        const missing = `something to search for is missing in front of ${keyword}`;
        throw this.#problem(`${missing}: the word itself is "${keyword}"`);
    }

    #parenthesised(): Node {
        const open = this.#token.at;
        this.#depth += 1;
        if (this.#depth > deepest) throw this.#problem(`more than ${deepest} parentheses within each other`);
        this.#advance();
        if (this.#token.kind === "close") throw new Problem(open, "nothing stands in these parentheses");
        const node = this.#any();
        this.#expectClose(open);
        this.#depth -= 1;
        return node;
    }

    #expectClose(open: number): void {
        if (this.#token.kind !== "close") throw new Problem(open, "this '(' is never closed");
    }

    // Behind the `)` of what is done, where the fields of a group are known no more.
    #andAdvance(node: Node): Node {
        this.#advance();
        return node;
    }

    #words(): Node {
        if (!this.#token.isQuoted && isStar(this.#token.pattern)) return this.#andAdvance({ kind: "everything" });
        return this.#term(this.#checker.words(this.#token));
    }

    #value(name: Token): Node {
        return this.#term(this.#checker.field(name, this.#token));
    }

    #field(): Node {
        const name = this.#token;
        this.#token = this.#lexer.next(name.operator === ":~" ? "regex" : "value");
        if (this.#token.kind === "open" && name.operator === ":") return this.#inGroup(name);
        if (this.#token.kind !== "text" || this.#token.spelled === "") throw this.#problem(needsOperand(name));
        return this.#value(name);
    }

    #inGroup(name: Token): Node {
        this.#group = name;
        const node = this.#parenthesised();
        this.#group = undefined;
        return this.#andAdvance(node);
    }

    #term(term: Term): Node {
        this.#terms += 1;
        if (this.#terms > mostTerms) throw this.#problem(`more than ${mostTerms} terms`);
        return this.#andAdvance({ kind: "term", term });
    }
}
