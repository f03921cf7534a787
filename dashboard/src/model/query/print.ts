import { isExact, type Node, type Pattern, type Term } from "./ast";
import { nameOf } from "./fields";
import { beginsOperator, endsText, isKeyword } from "./spelling";

type Place = "name" | "word" | "value";

function needsBackslash(c: string, place: Place): boolean {
    return endsText(c) || c === "\\" || c === "*" || (place !== "value" && beginsOperator(c));
}

// Whether a text would be read as something else at its beginning, or as a whole.
function readsOtherwise(text: string, place: Place): boolean {
    if (place === "value") return /^[<>~]/.test(text);
    return /^[-!]/.test(text) || (place === "word" && isKeyword(text));
}

const controls: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };
const escaped = (c: string): string => controls[c] ?? `\\${c}`;

function quoted(text: string): string {
    return `"${text.replace(/["\\\n\t\r]/g, escaped)}"`;
}

function withStars(pattern: Pattern, place: Place): string {
    let out = "";
    for (const [index, piece] of pattern.entries()) {
        if (index > 0) out += "*";
        for (const c of piece) {
            const isMisread = out === "" && readsOtherwise(c, place);
            out += isMisread || needsBackslash(c, place) ? escaped(c) : c;
        }
    }
    return out;
}

function textOf(text: string, place: Place): string {
    const isPlain = text !== "" && !readsOtherwise(text, place) && ![...text].some((c) => needsBackslash(c, place));
    return isPlain ? text : quoted(text);
}

// Its stars need no quotes: they are the pattern's.
function topicText(pattern: string): string {
    return !readsOtherwise(pattern, "value") && ![...pattern].some(endsText) ? pattern : quoted(pattern);
}

const patternText = (pattern: Pattern, place: Place): string =>
    isExact(pattern) ? textOf(pattern[0] ?? "", place) : withStars(pattern, place);

/** The name of a field as it stands in front of its operator. */
export const printName = (name: string): string => textOf(name, "name");

/** A text as the whole value of a field: its stars are stars. */
export const printValue = (text: string): string => textOf(text, "value");

function printTerm(term: Term): string {
    if (term.kind === "words") return patternText(term.pattern, "word");
    const name = printName(nameOf(term.field));
    switch (term.kind) {
        case "value":
            return `${name}:${patternText(term.pattern, "value")}`;
        case "exists":
            return `${name}:*`;
        case "topic":
            return `${name}:${topicText(term.text)}`;
        case "regex":
            return `${name}:~"${term.text}"`;
        default:
            return `${name}${term.order}${textOf(term.text, "value")}`;
    }
}

function printPart(part: Node, inParentheses: boolean): string {
    return inParentheses ? `(${printNode(part)})` : printNode(part);
}

function printNode(node: Node): string {
    switch (node.kind) {
        case "everything":
            return "*";
        case "term":
            return printTerm(node.term);
        case "none":
            return `-${printPart(node.part, node.part.kind === "all" || node.part.kind === "any")}`;
        case "all":
            return node.parts.map((part) => printPart(part, part.kind === "any")).join(" ");
        case "any":
            return node.parts.map((part) => printPart(part, false)).join(" OR ");
    }
}

/** The one form of a query, which saved views and links hold. */
export function print(query: Node): string {
    return query.kind === "everything" ? "" : printNode(query);
}
