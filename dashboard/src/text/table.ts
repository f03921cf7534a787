import { formatClock, formatCount } from "../model/format";
import type { Row } from "../model/row";
import { safeLine } from "../model/safe_text";

// What the table says.

export const table = {
    label: "Events",
    follow: "follow",
    newRows: (count: number) => `${formatCount(count)} new`,
    lines: (count: number) => `+${formatCount(count)} ${count === 1 ? "line" : "lines"}`,
    characters: (count: number) => `+${formatCount(count)} characters`,
    expand: "Show the whole text",
} as const;

export const columnNames: Readonly<Record<string, string>> = {
    time: "Time",
    level: "Level",
    who: "Source · logger",
    source: "Source",
    logger: "Logger",
    message: "Message",
    topic: "Topic",
    type: "Type",
    thread: "Thread",
    seq: "Seq",
    id: "Id",
    clientId: "Client",
};

export function columnName(id: string): string {
    return columnNames[id] ?? safeLine(id, 60);
}

export const head = {
    options: (name: string) => `${name}: column menu`,
    timeIn: { local: "Time", utc: "Time UTC", relative: "Ago" },
    clocks: { local: "Local time", utc: "UTC", relative: "How long ago" },
    nanoseconds: "Nanoseconds",
    date: "Date",
    newestFirst: "Newest at the top",
    left: "Move left",
    right: "Move right",
    wider: "Wider",
    narrower: "Narrower",
    fit: "Fit to what is seen",
    hide: "Hide",
    columns: "Columns…",
} as const;

export const picker = {
    title: "Columns",
    find: "Find a field",
    own: "Of every event",
    fields: "Fields seen",
    none: "No field is called so.",
    reset: "As usual",
    close: "Close",
} as const;

export const valueMenu = {
    label: (field: string) => `${safeLine(field, 60)}: value menu`,
    include: "Only these",
    exclude: "Not these",
    copy: "Copy the value",
    copyLine: "Copy the line",
    chart: "Chart",
    column: "Show as a column",
    open: "Open the event",
} as const;

export const findBar = {
    label: "Find in view",
    placeholder: "Find in view",
    next: "Next hit",
    previous: "Previous hit",
    close: "Close find",
    hits: (at: number, count: number) => `${at === 0 ? "–" : formatCount(at)} of ${formatCount(count)}`,
    looking: "looking…",
    none: "not found",
} as const;

export const strip = {
    label: "Whole text",
    copy: "Copy",
    close: "Close the text",
    more: (count: number) => `Show ${formatCount(count)} more characters`,
    nothing: "Select an event to read all of its text.",
} as const;

export const empty = {
    hidden: (count: number) => `None of ${formatCount(count)} events is shown: the query or the levels hide them.`,
    showEverything: "Show everything",
    asking: "Asking the broker…",
    noneInRange: "No event of this time answers the query.",
    failed: (detail: string) => `The broker gave no history: ${safeLine(detail, 300)}`,
    nothingYet: "Nothing yet. What is logged from now on appears here.",
    snippet: (broker: string) => `logger->sinks().push_back(logbeam::make_spdlog_sink("ws://${broker}"));`,
} as const;

// Where events of a gap are lost, by the reason that the broker gives (docs/protocol.md). It does not know whose they
// were.
const gapReasons: Readonly<Record<string, string>> = {
    lag: "lag: this page read too slowly",
    trimmed: "trimmed: the broker's history no longer has them",
    unstored: "unstored: the broker's disk could not take them",
    damaged: "damaged: the broker cannot read a part of its store",
    epoch: "epoch: the broker started anew",
    lost: "lost: batches of a publisher have not come out of NATS",
};

// A row that is no event.
export function noteText(row: Exclude<Row, { kind: "event" }>): string {
    switch (row.kind) {
        case "gap": {
            const events = row.count === 1 ? "1 event" : `${formatCount(row.count)} events`;
            const what = row.count > 0 ? `${events} will not come` : "events may be missing";
            const why = gapReasons[row.reason] ?? safeLine(row.reason, 200);
            return `gap · ${what}${why && ` (${why})`} · seq ${row.from} to ${row.to}`;
        }
        case "epoch":
            return `the broker started anew · epoch ${row.before} → ${row.after} · what it did not keep is gone`;
        case "run": {
            const began = Date.parse(row.time);
            const at = Number.isNaN(began) ? "" : ` · ${formatClock(began)}`;
            return `${safeLine(row.source, 60)} started${at} · run ${safeLine(row.publisher, 40)}`;
        }
    }
}
