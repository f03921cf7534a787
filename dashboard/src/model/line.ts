import { fieldsOf, messageOf, type RealtimeEvent } from "./event";
import { writeJson } from "./json";

// A piece of a row's text. Keys are dimmed, hits are marked.
export interface Piece {
    readonly text: string;
    readonly kind: "text" | "key";
    readonly isHit: boolean;
}

// A row is one line; the whole text stands in the detail.
const longest = 1000;

// The message, then `key=value` of each field that it does not already tell.
export function lineOf(event: RealtimeEvent): string {
    const message = messageOf(event).slice(0, longest);
    const told = new Set(Array.from(message.matchAll(pair), (match) => match[0].trim()));
    const rest = fieldsOf(event)
        .filter(([key]) => !told.has(`${key}=`))
        .map(([key, value]) => `${key}=${typeof value === "string" ? value : writeJson(value)}`);
    return [message, ...rest].join(" ").replaceAll(/\s+/g, " ").slice(0, longest);
}

const pair = /(?:^|\s)[A-Za-z_][\w.-]*=(?!=)/g;

export function piecesOf(line: string, search: RegExp | undefined): Piece[] {
    const keys = rangesOf(line, pair);
    const hits = search === undefined ? [] : rangesOf(line, new RegExp(search.source, "gi"));
    const edges = new Set([0, line.length, ...keys.flat(), ...hits.flat()]);

    const pieces: Piece[] = [];
    let from = 0;
    for (const to of [...edges].sort((a, b) => a - b)) {
        if (to > from) {
            pieces.push({
                text: line.slice(from, to),
                kind: covers(keys, from) ? "key" : "text",
                isHit: covers(hits, from),
            });
        }
        from = to;
    }
    return pieces;
}

type Range = [from: number, to: number];

function rangesOf(line: string, pattern: RegExp): Range[] {
    return Array.from(line.matchAll(pattern), (match) => [match.index, match.index + match[0].length]);
}

function covers(ranges: Range[], position: number): boolean {
    return ranges.some(([from, to]) => from <= position && position < to);
}
