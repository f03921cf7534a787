import type { TemplateInfo } from "../stream/api";
import { memberOf } from "./event";

/** The term that finds the events of a template. */
export function templateTerm(info: TemplateInfo): string {
    switch (info.by) {
        case "type":
            return `type:${quoted(info.template)}`;
        case "site":
            return `site:${quoted(info.template)}`;
        case "template":
            return `template:${quoted(info.template)}`;
        case "message":
            return guessedTerm(info);
    }
}

/** Whether the variable parts were guessed from the message. */
export function isGuessed(info: TemplateInfo): boolean {
    return info.by === "message";
}

// The sink says the guess in the event; of others the broker guessed it from the message.
function guessedTerm({ template, example }: TemplateInfo): string {
    if (example !== undefined && memberOf(example, "template") === template) return `template:${quoted(template)}`;
    return `message:~${regexText(maskExpression(template))}`;
}

// A mask of more bytes than this was cut.
const longestTemplate = 256;

function maskExpression(template: string): string {
    const parts = template.split("<*>").map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
    const isCut = new TextEncoder().encode(template).length >= longestTemplate;
    return `(?s)^${parts.join(".*")}${isCut ? "" : "$"}`;
}

/** As a value of the query language, literally. */
export function quoted(text: string): string {
    const escapes: Record<string, string> = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };
    return `"${text.replaceAll(/["\\\n\t\r]/g, (each) => escapes[each] ?? `\\${each}`)}"`;
}

// Within these quotes only `\"` means something else than to RE2.
function regexText(expression: string): string {
    return `"${expression.replaceAll('"', '\\"')}"`;
}

/** Both of two queries. */
export function both(query: string, term: string): string {
    return query === "" || query === "*" ? term : `(${query}) ${term}`;
}

export function anyOf(terms: readonly string[]): string {
    return terms.length === 1 ? (terms[0] as string) : `(${terms.join(" OR ")})`;
}
