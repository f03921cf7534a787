import { parseAnsi, type Ink, type InkRun } from "./ansi";
import { drawn, type Drawn } from "./drawn";
import { fieldsOf, messageOf, type RealtimeEvent } from "./event";
import { nameOfMember, textOfValue } from "./field";
import { cut, safeLine } from "./safe_text";

// What a row says, on one line: the message, then `key=value` of each field that it does not already tell. All of it is
// safe to draw.
export interface Line extends Drawn {
    readonly fields: readonly FieldRange[];
    /** Lines of the message that are folded away. */
    readonly more: number;
    /** Characters of the message that are cut off its line. */
    readonly cutOff: number;
}

/** Where a field stands in the line: its key with the sign behind it, and its value. */
export interface FieldRange {
    /** As queries call it; nothing where the event has no such field. */
    readonly name: string | undefined;
    readonly from: number;
    readonly value: number;
    readonly to: number;
}

// A row is one line; the whole text stands in the strip and in the detail.
const longestMessage = 1000;
const longestValue = 200;
const longestLine = 1500;
const longestKey = 60;

// Fields that have a column of their own are `told`.
export function lineOf(event: RealtimeEvent, told: ReadonlySet<string> = new Set()): Line {
    const { first, more } = firstLine(messageOf(event));
    const message = drawn(cut(first, longestMessage), (text) => safeLine(text));
    const fields = rangesIn(message.text, event);
    const keys = new Set(fields.map(({ name }) => name));

    let text = message.text;
    for (const [key, value] of fieldsOf(event)) {
        if (text.length > longestLine) break;
        const name = nameOfMember(key);
        if (keys.has(name) || told.has(name)) continue;
        const from = text === "" ? 0 : text.length + 1;
        const start = `${text === "" ? "" : `${text} `}${safeLine(key, longestKey)}=`;
        text = start + safeLine(parseAnsi(cut(textOfValue(value), longestValue + 1)).text, longestValue);
        fields.push({ name, from, value: start.length, to: text.length });
    }
    return { text, inks: message.inks, fields, more, cutOff: Math.max(first.length - longestMessage, 0) };
}

// Empty lines around a message are none of its own.
function firstLine(message: string): { first: string; more: number } {
    const text = message.trim();
    const end = text.indexOf("\n");
    if (end < 0) return { first: text, more: 0 };
    let more = 0;
    for (let at = end; at >= 0; at = text.indexOf("\n", at + 1)) more += 1;
    return { first: text.slice(0, end).trimEnd(), more };
}

// A value in quotes is one value.
const pair = /(?<=^|\s)([A-Za-z_][\w.-]*)=(?!=)("[^"]*"|[^\s]*)/g;

function rangesIn(text: string, event: RealtimeEvent): FieldRange[] {
    const known = new Set(fieldsOf(event).map(([key]) => key));
    return Array.from(text.matchAll(pair), ({ 0: all, 1: key = "", index }) => ({
        name: known.has(key) ? nameOfMember(key) : undefined,
        from: index,
        value: index + key.length + 1,
        to: index + all.length,
    }));
}

// A piece of a row's text. Keys are dimmed, hits are marked.
export interface Piece {
    readonly text: string;
    readonly kind: "text" | "key" | "value";
    /** Whose value it is. */
    readonly field?: string;
    readonly ink?: Ink;
    readonly mark?: "word" | "find";
}

export interface Marks {
    /** What the query asks for. */
    readonly words?: RegExp | undefined;
    /** What is looked for in the view. */
    readonly find?: RegExp | undefined;
}

export function piecesOf(line: Drawn & { readonly fields?: readonly FieldRange[] }, marks: Marks): Piece[] {
    const words = hitsIn(line.text, marks.words);
    const finds = hitsIn(line.text, marks.find);
    const fields = line.fields ?? [];
    const ends = fields.flatMap(({ from, value, to }) => [from, value, to]);
    const inks = line.inks.map(({ from }) => from);
    const edges = [...new Set([0, line.text.length, ...ends, ...inks, ...words.flat(), ...finds.flat()])];

    const pieces: Piece[] = [];
    let from = 0;
    for (const to of edges.sort((a, b) => a - b)) {
        if (to > from) {
            const ink = inkAt(line.inks, from);
            const mark = covers(finds, from) ? "find" : covers(words, from) ? "word" : undefined;
            pieces.push({
                text: line.text.slice(from, to),
                ...kindAt(fields, from),
                ...(ink && Object.keys(ink).length > 0 && { ink }),
                ...(mark && { mark }),
            });
        }
        from = to;
    }
    return pieces;
}

function inkAt(inks: readonly InkRun[], at: number): Ink | undefined {
    let ink: Ink | undefined;
    for (const run of inks) {
        if (run.from > at) break;
        ink = run.ink;
    }
    return ink;
}

function kindAt(fields: readonly FieldRange[], at: number): Pick<Piece, "kind" | "field"> {
    const field = fields.find(({ from, to }) => from <= at && at < to);
    if (field === undefined) return { kind: "text" };
    if (at < field.value) return { kind: "key" };
    return { kind: "value", ...(field.name !== undefined && { field: field.name }) };
}

type Range = [from: number, to: number];
const mostHits = 100;

function hitsIn(text: string, pattern: RegExp | undefined): Range[] {
    if (pattern === undefined) return [];
    const hits: Range[] = [];
    for (const match of text.matchAll(pattern)) {
        if (match[0] !== "") hits.push([match.index, match.index + match[0].length]);
        if (hits.length >= mostHits) break;
    }
    return hits;
}

function covers(ranges: Range[], position: number): boolean {
    return ranges.some(([from, to]) => from <= position && position < to);
}
