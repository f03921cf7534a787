import { queryText } from "../text/query";
import { bestFirst, type Completion, type Known } from "./completion_item";
import type { Json } from "./json";
import { levels } from "./level";
import type { Completable } from "./query/completable";
import { fieldNamed, nameOf } from "./query/fields";
import { printValue } from "./query/print";

// Values that a field has in the events that the broker looked at, the most frequent first.
export function valuesOf({ field, typed }: Extract<Completable, { kind: "value" }>, known: Known): Completion[] {
    const name = nameOf(fieldNamed(field));
    return bestFirst(candidates(name, known), typed.replaceAll("*", ""));
}

function candidates(name: string, known: Known): Completion[] {
    if (name === "level") return levelItems(known);
    if (name === "topic") return topicItems(known);
    if (name === "timestamp") return Object.entries(queryText.times).map(([text, detail]) => item(text, text, detail));
    const info = known.fields.find((each) => each.name === name);
    return (info?.values ?? []).flatMap(({ value, count }) => {
        const text = textOf(value);
        return text === undefined ? [] : [item(printValue(text), text, queryText.count(count))];
    });
}

function item(text: string, label: string, detail: string): Completion {
    return { text, label, detail, kind: "value", isWhole: true };
}

function levelItems({ fields }: Known): Completion[] {
    const told = fields.find((each) => each.name === "level")?.values ?? [];
    return [...levels].reverse().map((level) => {
        const count = told.find((each) => each.value === level)?.count;
        return item(level, level, count === undefined ? "" : queryText.count(count));
    });
}

// Each topic, and each of the branches that hold several; the broker's own last.
function topicItems({ topics }: Known): Completion[] {
    const names = topics.map((each) => item(each.name, each.name, queryText.count(each.events)));
    const branches = new Map<string, number>();
    for (const { name } of topics) {
        const tokens = name.split(".");
        for (let end = 1; end < tokens.length; end += 1) {
            const branch = `${tokens.slice(0, end).join(".")}.>`;
            branches.set(branch, (branches.get(branch) ?? 0) + 1);
        }
    }
    const several = [...branches].filter(([, count]) => count > 1);
    const all = [...several.map(([branch]) => item(branch, branch, queryText.topicBelow)), ...names];
    return [...all.filter((each) => !each.label.startsWith("$")), ...all.filter((each) => each.label.startsWith("$"))];
}

// The broker cuts values of more than so many bytes: what is left would find nothing.
const cutFrom = 60;

function textOf(value: Json): string | undefined {
    if (typeof value === "object" && value !== null) return undefined;
    const text = String(value);
    return text === "" || text.length > cutFrom ? undefined : text;
}
