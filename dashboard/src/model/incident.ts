import { readEvent, type RealtimeEvent } from "./event";
import { isObject, readJson, writeJson, type Json, type JsonObject } from "./json";
import { escapeUnseen } from "./json_text";
import type { Redactor } from "./redact";

// An incident as one file: the page that replays it, and its events as data that nothing runs.

/** What a file says of itself. */
export interface IncidentAbout {
    readonly title: string;
    readonly note: string;
    readonly query: string;
    /** RFC 3339. */
    readonly from: string;
    readonly to: string;
    readonly saved: string;
    /** Keys whose values are hidden. */
    readonly hidden: readonly string[];
    /** There were more events, older ones, than a file holds. */
    readonly isCut: boolean;
}

/** The page within the file, as the build makes it; hashes as a policy names them. */
export interface IncidentViewer {
    readonly script: string;
    readonly style: string;
    readonly scriptHash: string;
    readonly styleHash: string;
}

/** A file that any browser opens at once, and that can be sent. */
export const mostEvents = 20_000;
export const mostBytes = 16 * 1024 * 1024;

export const aboutId = "about";
export const eventsId = "events";

// The newest events of a view as lines of JSON, as long as there is room.
export class IncidentLines {
    readonly #newestFirst: string[] = [];
    #room: number;

    constructor(
        private readonly redactor: Redactor,
        room = mostBytes,
    ) {
        this.#room = room;
    }

    get count(): number {
        return this.#newestFirst.length;
    }

    /** Newest first; false where there is no room for it. */
    add(event: RealtimeEvent): boolean {
        const line = inertJson(redactedEvent(event, this.redactor));
        const bytes = new TextEncoder().encode(line).length + 2;
        if (bytes > this.#room || this.count >= mostEvents) return false;
        this.#room -= bytes;
        this.#newestFirst.push(line);
        return true;
    }

    oldestFirst(): readonly string[] {
        return [...this.#newestFirst].reverse();
    }
}

/** The text of the file, in parts. */
export function incidentParts(viewer: IncidentViewer, about: IncidentAbout, lines: readonly string[]): string[] {
    return [
        headOf(viewer, about.title),
        dataOf(aboutId, inertJson({ ...about, hidden: [...about.hidden] })),
        dataOf(eventsId, `[\n${lines.join(",\n")}\n]`),
        `<script>${viewer.script}</script>\n</body>\n</html>\n`,
    ];
}

/** JSON that HTML reads as text and an editor shows as it is: neither a tag nor a hidden character is in it. */
export function inertJson(value: Json): string {
    return escapeUnseen(writeJson(value)).replaceAll("<", "\\u003c");
}

export function readAbout(text: string): IncidentAbout {
    const about = objectOf(readJson(text));
    const textOf = (name: keyof IncidentAbout): string => (typeof about[name] === "string" ? about[name] : "");
    const { hidden, isCut } = about;
    return {
        title: textOf("title"),
        note: textOf("note"),
        query: textOf("query"),
        from: textOf("from"),
        to: textOf("to"),
        saved: textOf("saved"),
        hidden: Array.isArray(hidden) ? hidden.filter((key) => typeof key === "string") : [],
        isCut: isCut === true,
    };
}

/** One event a line, so that a number that needs care costs care for its own line only. */
export function readEvents(text: string): RealtimeEvent[] {
    return text
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => readEvent(readJson(line.replace(/,$/, ""))));
}

// What the broker numbers and dates is no secret, and the file is nothing without it.
function redactedEvent(event: RealtimeEvent, redactor: Redactor): JsonObject {
    const { seq, timestamp, ...rest } = event;
    return { ...objectOf(redactor.value(rest as unknown as Json)), timestamp, seq };
}

function headOf({ style, scriptHash, styleHash }: IncidentViewer, title: string): string {
    const own = `script-src '${scriptHash}'; style-src '${styleHash}'`;
    const policy = `default-src 'none'; ${own}; base-uri 'none'; form-action 'none'`;
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<noscript>This file needs JavaScript to be read. Its events stand below as JSON.</noscript>
`;
}

function dataOf(id: string, json: string): string {
    return `<script type="application/json" id="${id}">${json}</script>\n`;
}

function escapeHtml(text: string): string {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function objectOf(value: Json): JsonObject {
    return isObject(value) ? value : {};
}
