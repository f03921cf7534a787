import { formatCount, formatExactTime } from "../model/format";
import type { Kind } from "../model/level";

// What the page within a saved incident says.
export const incidentPage = {
    search: "Search",
    searchPlaceholder: "Part of a message, a field=value, a topic…",
    levels: "Levels",
    levelName: (level: Kind) => (level === "event" ? "no level" : level),
    overTime: "Over time",
    replay: "Replay",
    play: "Play",
    pause: "Pause",
    speed: "Speed",
    time: "Time",
    timeAt: (timestamp: string, shown: number) => `${timestamp}, ${counted(shown)} so far`,
    histogram: (bars: string, from: string, to: string) => `Events by level, ${bars} a bar, from ${from} to ${to}`,
    bars: (length: string) => `${length} a bar`,
    events: "Events",
    shown: (shown: number, all: number) => (shown === all ? "" : `${formatCount(shown)} of `) + counted(all),
    none: "No event has it.",
    noEvents: "There is no event in this file.",

    query: "Query",
    everything: "all events",
    range: "Range",
    saved: "Saved",
    zone: "Time zone",
    moment: (timestamp: string) => formatExactTime(timestamp),
    cut: (events: number) => `Only the newest ${formatCount(events)} events are in this file: there were more.`,
    hidden: (keys: readonly string[]) => `Values of ${keys.join(", ")} are hidden`,
    nothingHidden: "No value is hidden",
    printed: (events: number, all: number) =>
        `The first ${formatCount(events)} of ${formatCount(all)} events are printed.`,

    event: "Event",
    fields: "Fields",
    json: "JSON",
    tabs: "What to see of the event",
    damaged: "This file is damaged: its events cannot be read.",
} as const;

function counted(events: number): string {
    return events === 1 ? "1 event" : `${formatCount(events)} events`;
}
