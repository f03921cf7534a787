// What a person reads around the table: header, footer, connection, help.
import { formatClock, formatCount, formatShort } from "../model/format";
import { safeLine } from "../model/safe_text";
import type { SkewedClock } from "../model/skew";
import type { ViewName } from "../model/url";
import type { Fill, HistorySize, Return, Theme } from "../state/state";
import type { ConnectionState } from "../stream/native_stream";

export const product = "logbeam";

// What others said is cut.
const longest = 300;

export function titleOf(errors: number): string {
    return errors === 0 ? product : `(${errors > 999 ? "999+" : errors}) ${product}`;
}

export const views: Readonly<Record<ViewName, string>> = {
    events: "Events",
    templates: "Templates",
    runs: "Runs",
    alerts: "Alerts",
    health: "Health",
};

export const labels = {
    views: "Views",
    connection: "Connection",
    retryNow: "Retry now",
    help: "Keyboard shortcuts",
    filters: "Filters",
    closeFilters: "Close the filters",
    counts: "Counts",
    actions: "Table",
    resume: "Resume",
    pause: "Pause",
    clear: "Clear",
    news: "New events",
    close: "Close",
    firing: "firing",
} as const;

export function firingText(count: number): string {
    return `${formatCount(count)} ${labels.firing}, muted ones not counted`;
}

export function themeLabel(theme: Theme): string {
    return `Theme: ${theme === "auto" ? "as the system" : theme}`;
}

export function connectionText(connection: ConnectionState): string {
    switch (connection.kind) {
        case "connecting":
            return "connecting…";
        case "connected":
            return `connected since ${formatClock(connection.since)}`;
        case "away":
            return `away since ${formatClock(connection.since)}: ${safeLine(connection.reason, longest)}`;
        case "closed":
            return "closed";
    }
}

export function connectionTitle(connection: ConnectionState): string {
    return connection.kind === "connected"
        ? `${connection.server}, epoch ${connection.epoch}`
        : connectionText(connection);
}

export function returnText({ awayMs, missed, isNewEpoch }: Return): string {
    const back = `back after ${spanText(awayMs)}`;
    if (missed > 0) return `${back}, missed ${formatCount(missed)} events`;
    return isNewEpoch ? `${back}, the broker started anew` : `${back}, missed nothing`;
}

export function skewText({ source, seconds }: SkewedClock): string {
    const by = spanText(Math.abs(seconds) * 1000);
    return `clock of ${safeLine(source, 60)} ${seconds > 0 ? "ahead by" : "behind by"} ${by}`;
}

export function moreClocks(count: number): string {
    return `and ${count} more`;
}

export const footer = {
    received: "received",
    shown: "shown",
    of: "of",
    inTable: "in the table",
    inTableTitle: "The query and the levels leave these",
    dropped: "dropped",
    droppedTitle: "The broker could not give us these: see the gaps",
    forgotten: "forgotten",
    sampledOut: "sampled out",
    sampledOutTitle: "More than a person can read: charts and counts have them, the table a sample",
    sampled: "sampled, warnings and above kept",
    tryAgain: "Try again",
} as const;

export function refusalText(refusal: string): string {
    return `refused: ${safeLine(refusal, longest)}`;
}

export function forgottenTitle(capacity: number): string {
    return `This page keeps the newest ${formatCount(capacity)}`;
}

export function historyText({ since, bytes, events }: HistorySize, now: number): string {
    if (events === 0) return "history empty";
    const age = since === undefined ? "" : ` ${spanText(now - Date.parse(since.replace(/(\.\d{3})\d+/, "$1")))}`;
    return `history${age} · ${bytesText(bytes)}`;
}

export function fillText(fill: Fill): string {
    switch (fill.kind) {
        case "complete":
            return "";
        case "failed":
            return `the past could not be loaded: ${safeLine(fill.detail, longest)}`;
        case "partial": {
            if (fill.progress === undefined) return "older events: scroll up";
            const { scanned, skipped, blocks } = fill.progress;
            return blocks === 0 ? "partial, loading…" : `partial, ${scanned + skipped} of ${blocks} blocks searched`;
        }
    }
}

export function newsText(count: number, message: string): string {
    return count === 1 ? message : `${formatShort(count)} new events, the last: ${message}`;
}

/** Rounded to the largest unit: 7 d, 3 h, 12 s. */
export function spanText(milliseconds: number): string {
    const seconds = Math.max(Math.round(milliseconds / 1000), 0);
    if (seconds < 120) return `${seconds} s`;
    if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
    return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}

export function bytesText(bytes: number): string {
    const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
    const unit = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
    const scaled = bytes / 1024 ** unit;
    return `${unit === 0 || scaled >= 100 ? Math.round(scaled) : scaled.toFixed(1)} ${units[unit]}`;
}
