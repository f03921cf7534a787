import { memberOf, type RealtimeEvent } from "./event";
import { writeJson } from "./json";
import { kindOf } from "./level";

// Events as CSV, with the columns of `logbeam query --csv`: `data` is one of them, as JSON, so that all events have the
// same.

/** A table that a person opens; whoever wants more takes NDJSON, which does not pass through the page. */
export const mostRows = 100_000;

const columns = ["seq", "timestamp", "level", "topic", "type", "source", "message", "id", "data"];

export const csvHeader = columns.join(",") + "\r\n";

export function csvRow(event: RealtimeEvent): string {
    const level = kindOf(event);
    const message = memberOf(event, "message");
    const cells = [
        String(event.seq),
        event.timestamp,
        level === "event" ? "" : level,
        event.topic,
        event.type,
        event.source,
        typeof message === "string" ? message : "",
        event.id,
        writeJson(event.data),
    ];
    return cells.map(csvCell).join(",") + "\r\n";
}

// RFC 4180. A spreadsheet would run a text that begins like a formula; an apostrophe in front makes it a text again.
export function csvCell(text: string): string {
    const sane = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(sane) ? `"${sane.replaceAll('"', '""')}"` : sane;
}

// "logbeam-2026-11-21T10-57-33.csv": sorts by time, and is a name everywhere.
export function exportName(now: Date, extension: string): string {
    return `logbeam-${now.toISOString().slice(0, 19).replaceAll(":", "-")}.${extension}`;
}
