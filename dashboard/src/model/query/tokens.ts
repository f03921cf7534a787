import { Lexer, type Place, type Token } from "./lexer";
import { Problem } from "./problem";

// What the pieces of a text are, also of one that is no query yet: for its colours, and for what may be completed.

export type PieceKind =
    | "field"
    | "operator"
    | "value"
    | "text"
    | "regex"
    | "keyword"
    | "mark" // parentheses and minus
    | "rest"; // spaces, and what stands behind something that cannot be read

/** From `from` to in front of `to`, in UTF-16. */
export interface Piece {
    readonly kind: PieceKind;
    readonly from: number;
    readonly to: number;
    /** Of a value: the name of the field that it belongs to. */
    readonly field?: string;
}

/** All of the text, in order, without gaps. */
export function piecesOf(text: string): Piece[] {
    return withGaps(new Tokenizer(text).all(), text.length);
}

class Tokenizer {
    readonly #lexer: Lexer;
    readonly #pieces: Piece[] = [];
    #field: Token | undefined; // whose value comes
    #group: string | undefined; // the field whose values stand in parentheses
    #depth = 0;

    constructor(text: string) {
        this.#lexer = new Lexer(text);
    }

    all(): Piece[] {
        try {
            for (let token = this.#next(); token.kind !== "end"; token = this.#next()) this.#take(token);
        } catch (error) {
            if (!(error instanceof Problem)) throw error;
        }
        return this.#pieces;
    }

    #next(): Token {
        const place = this.#place();
        const token = this.#lexer.next(place);
        // Nothing stands behind the operator: the next text is one of its own.
        const isMissing = place === "value" && token.kind === "text" && token.spelled === "";
        if (!isMissing) return token;
        this.#field = undefined;
        return this.#lexer.next(this.#place());
    }

    #place(): Place {
        if (this.#field !== undefined) return this.#field.operator === ":~" ? "regex" : "value";
        return this.#group === undefined ? "term" : "group";
    }

    #add(kind: PieceKind, from: number, to: number, field?: string): void {
        this.#pieces.push({ kind, from, to, ...(field !== undefined && { field }) });
    }

    #take(token: Token): void {
        const { at, end, kind } = token;
        const field = this.#field;
        this.#field = undefined;
        if (kind === "field") {
            this.#field = token;
            this.#add("field", at, at + token.spelled.length);
            this.#add("operator", at + token.spelled.length, end);
        } else if (kind === "open" || kind === "close") {
            this.#add("mark", at, end);
            this.#parenthesis(kind, field);
        } else if (kind === "text") {
            this.#text(token, field);
        } else {
            this.#add(kind === "minus" ? "mark" : "keyword", at, end);
        }
    }

    #text({ at, end }: Token, field: Token | undefined): void {
        const name = field?.pattern[0] ?? this.#group;
        if (field?.operator === ":~") this.#add("regex", at, end, name);
        else if (name !== undefined) this.#add("value", at, end, name);
        else this.#add("text", at, end);
    }

    #parenthesis(kind: "open" | "close", field: Token | undefined): void {
        if (this.#group !== undefined || field !== undefined) this.#depth += kind === "open" ? 1 : -1;
        if (field !== undefined && kind === "open") this.#group ??= field.pattern[0] ?? "";
        if (this.#depth <= 0) {
            this.#group = undefined;
            this.#depth = 0;
        }
    }
}

function withGaps(pieces: readonly Piece[], length: number): Piece[] {
    const all: Piece[] = [];
    let at = 0;
    for (const piece of [...pieces, { kind: "rest", from: length, to: length } as const]) {
        if (piece.from > at) all.push({ kind: "rest", from: at, to: piece.from });
        if (piece.to > piece.from) all.push(piece);
        at = piece.to;
    }
    return all;
}

/** What to underline for a problem at a position: the piece there up to its end, or one character behind the text. */
export function problemRange(text: string, at: number): { readonly from: number; readonly to: number } {
    const piece = piecesOf(text).find((each) => at >= each.from && at < each.to);
    if (piece === undefined) return { from: text.length, to: text.length + 1 };
    if (piece.kind !== "rest") return { from: at, to: piece.to };
    const end = /[\s()]|$/.exec(text.slice(at))?.index ?? 0;
    return { from: at, to: at + Math.max(1, end) };
}
