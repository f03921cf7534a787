// The text of a rule, as somebody edits it. The broker reads it; here is only what the page changes in it itself.

/** A number that a value is held against. */
export interface Limit {
    readonly key: string;
    readonly value: number;
    /** Where the number stands in the text. */
    readonly from: number;
    readonly to: number;
}

const kinds = /^[ \t-]*kind[ \t]*:[ \t]*["']?(threshold|spike)\b/m;
const limit = /^([ \t-]*(above|at_least|below|at_most)[ \t]*:[ \t]*)(-?\d+(?:\.\d+)?)(?=[ \t]*(?:#|\r?$))/gm;

/** The limits of a rule that has some. */
export function limitsOf(yaml: string): readonly Limit[] {
    if (!kinds.test(yaml)) return [];
    return [...yaml.matchAll(limit)].map(({ index, 1: before = "", 2: key = "", 3: digits = "" }) => {
        const from = index + before.length;
        return { key, value: Number(digits), from, to: from + digits.length };
    });
}

export function withLimit(yaml: string, { from, to }: Limit, value: number): string {
    return yaml.slice(0, from) + plain(value) + yaml.slice(to);
}

/** How far a slider for it goes: round, and with room above what the limit is. */
export function reachOf({ value }: Limit): { readonly most: number; readonly step: number } {
    if (value <= 0) return { most: 10, step: 1 };
    const size = 10 ** Math.floor(Math.log10(value * 4));
    const most = Number((Math.ceil((value * 4) / size) * size).toPrecision(12));
    const step = Number((size / 100).toPrecision(12));
    return { most, step: Number.isInteger(value) && value >= 1 ? Math.max(Math.round(step), 1) : step };
}

// YAML knows 1e-7, the page's own reading of it does not.
function plain(value: number): string {
    return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(6)));
}

/** A rule to begin with, of what is looked at. */
export function ruleOf(query: string): string {
    return [
        "name: new-alert",
        "kind: threshold",
        `when: ${yamlText(query === "" ? "*" : query)}`,
        "above: 10",
        "within: 5m",
        "severity: warning",
        'message: "{value} events, the last: {message}"',
        "",
    ].join("\n");
}

/** The name that the text gives the rule. */
export function nameOf(yaml: string): string {
    return /^name[ \t]*:[ \t]*["']?([\w-]{1,64})["']?[ \t]*(?:#.*)?\r?$/m.exec(yaml)?.[1] ?? "";
}

// Nothing in single quotes but these themselves means anything.
function yamlText(text: string): string {
    return `'${text.replace(/[\r\n]+/g, " ").replace(/'/g, "''")}'`;
}

/** What the broker says of a text, and in which of its lines. */
export interface TextProblem {
    readonly detail: string;
    readonly line?: number;
}

// `unknown key 'wihtin' (rule.yaml:2)`, `… (line 2)`
export function problemOf(detail: string, lines: number): TextProblem {
    const [, found] = /(?:\bline |:)(\d{1,7})\)?$/.exec(detail.trim()) ?? [];
    const line = Number(found);
    return line >= 1 && line <= lines ? { detail, line } : { detail };
}
