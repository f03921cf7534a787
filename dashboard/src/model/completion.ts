import type { FieldInfo } from "../stream/api";
import { queryText } from "../text/query";
import { bestFirst, type Completion, type Known } from "./completion_item";
import { valuesOf } from "./completion_values";
import { completableAt, type Completable } from "./query/completable";
import { printName } from "./query/print";

export type { Completion, Known } from "./completion_item";

// What may be meant by what is typed so far.

export interface Completions {
    /** What is replaced, in UTF-16. */
    readonly from: number;
    readonly to: number;
    readonly items: readonly Completion[];
}

const most = 50;

export function completionsAt(text: string, cursor: number, known: Known): Completions {
    const at = completableAt(text, cursor);
    if (at === undefined) return { from: cursor, to: cursor, items: [] };
    const items = itemsFor(at, known).filter((each) => each.text !== text.slice(at.from, at.to));
    return { from: at.from, to: at.to, items: items.slice(0, most) };
}

/** The text with a completion in it, and where one goes on typing. */
export function withCompletion(
    text: string,
    { from, to }: { readonly from: number; readonly to: number },
    { text: put, isWhole }: Completion,
): { readonly text: string; readonly cursor: number } {
    const behind = text.slice(to);
    const space = isWhole && !/^[\s)]/.test(behind) ? " " : "";
    const step = isWhole && /^\s/.test(space + behind) ? 1 : 0;
    return { text: text.slice(0, from) + put + space + behind, cursor: from + put.length + step };
}

function itemsFor(at: Completable, known: Known): Completion[] {
    if (at.kind === "value") return valuesOf(at, known);
    const fields = bestFirst(fieldsOf(known), at.typed);
    if (at.kind === "name") return fields.map((each) => ({ ...each, text: printName(each.label) }));
    return [...keywordsLike(at.typed), ...operatorsOf(at.typed, known), ...fields];
}

function fieldsOf({ fields }: Known): Completion[] {
    const told = new Map(fields.map((each) => [each.name, each]));
    const envelope = Object.entries(queryText.envelope).map(([name, detail]) => {
        const info = told.get(name);
        told.delete(name);
        return fieldItem(name, info === undefined ? detail : `${detail} · ${queryText.count(info.count)}`, info);
    });
    const others = [...told.values()].map((info) => {
        return fieldItem(info.name, queryText.field(info.types, info.count), info);
    });
    return [...envelope, ...others];
}

const ordered = new Set(["level", "timestamp", "seq"]);

// A field that has an order asks for its operator next; of all others a value is meant.
function fieldItem(name: string, detail: string, info: FieldInfo | undefined): Completion {
    const isNumber = info?.types.includes("number") === true && !info.types.includes("string");
    const isOrdered = ordered.has(name) || isNumber;
    const text = printName(name) + (isOrdered ? "" : ":");
    return { text, label: name, detail, kind: "field", isWhole: false };
}

function operatorsOf(typed: string, { fields }: Known): Completion[] {
    const info = fields.find((each) => each.name === typed);
    const isEnvelope = Object.hasOwn(queryText.envelope, typed);
    if (info === undefined && !isEnvelope) return [];
    const isOrdered = ordered.has(typed) || info?.types.includes("number") === true;
    const signs = isOrdered ? [":", ">=", ">", "<=", "<", ":*"] : [":", ":*", ":~"];
    return signs.map((sign) => ({
        text: typed + (sign === ":~" ? ':~"' : sign),
        label: typed + sign,
        detail: queryText.operators[sign] ?? "",
        kind: "operator",
        isWhole: sign === ":*",
    }));
}

function keywordsLike(typed: string): Completion[] {
    if (typed === "") return [];
    return Object.entries(queryText.keywords)
        .filter(([word]) => word.startsWith(typed))
        .map(([word, detail]) => ({ text: word, label: word, detail, kind: "keyword", isWhole: true }));
}
