import { formatCount } from "../model/format";
import { safeLine } from "../model/safe_text";

// What the menus behind "Save view", "Copy as…" and "Export…" say, and the settings.
export const keepText = {
    group: "Keep",
    save: "Save view",
    copyAs: "Copy as…",
    export: "Export…",
    settings: "Settings",

    viewName: "Name of the view",
    saveNow: "Save",
    replaceNow: "Replace",
    share: "Share with the broker",
    replaceShared: "Replace on the broker",
    inBrowser: "In this browser",
    noViews: "None yet.",
    onBroker: "On the broker",
    noneOnBroker: "None yet. Whoever may read sees what is shared here.",
    untilItEnds: "The broker has no data directory: it keeps these until it ends.",
    notListed: (detail: string) => `The broker does not list its views: ${safeLine(detail, 200)}`,
    notShared: (detail: string) => `The broker did not do it: ${safeLine(detail, 200)}`,
    mayNotShare: (detail: string) =>
        `Changing what the broker keeps needs the right admin: ${safeLine(detail, 200)}. ` +
        "Open the page with a token that has it, or save the view in this browser.",
    asking: "Asking the broker…",
    by: (name: string) => `by ${name}`,
    notKept: "This browser keeps nothing for the page.",
    rename: (name: string) => `Rename ${name}`,
    renameTo: (name: string) => `New name of ${name}`,
    forget: (name: string) => `Delete ${name}`,
    everything: "everything",
    without: (levels: readonly string[]) => `without ${levels.join(", ")}`,

    copyLines: {
        link: "Link to this view",
        tail: "logbeam tail",
        query: "logbeam query",
        templates: "logbeam query --templates",
        doctor: "logbeam doctor",
        curl: "curl",
    },
    copied: (what: string) => `${what}: copied`,
    notCopied: "This browser lets no page copy. Select the text instead.",

    ndjson: "NDJSON",
    ndjsonHint: "every event of the view, a line each, straight from the broker",
    ndjsonRunning: (bytes: string) => `${bytes} are here…`,
    ndjsonDone: (bytes: string) => `${bytes} written`,
    csv: "CSV",
    csvHint: (most: number) => `for a spreadsheet, up to ${formatCount(most)} events`,
    csvRunning: (rows: number) => `${formatCount(rows)} events written…`,
    csvDone: (rows: number, isCut: boolean) =>
        `${formatCount(rows)} events written` +
        (isCut ? ": the oldest ones, there are more than a table holds. NDJSON has all" : ""),
    csvFailed: (detail: string) => `The broker did not answer: ${detail}`,
    stop: "Stop",
    incident: "Incident (HTML)…",
    incidentHint: "one file that shows and replays these events without a broker, to send or to file",
    notLoaded: "The broker did not give this part of the page.",
    exported: (query: string, range: string) => `${query === "" ? "All events" : query} · ${range}`,

    sourceLinks: "Source links",
    editor: "Editor",
    custom: "Another one",
    customAddress: "Address that opens a file",
    customHint: "{path} and {line} stand for the place, as in myeditor://open?file={path}&line={line}",
    problems: {
        no_scheme: "An address begins with what opens it, such as myeditor:",
        refused_scheme: "A link must not run anything in this page",
        no_path: "{path} is missing",
        no_place: "No link: this path is relative, and no folder says where it lies",
    },
    paths: "Where the sources are",
    pathsHint: "How paths begin where the program was built, and where these files are on this computer.",
    pathFrom: "Built in",
    pathFromHint: "empty: relative paths",
    pathTo: "Here in",
    addPath: "Add a folder",
    removePath: (from: string) => `Remove ${from === "" ? "the folder of relative paths" : from}`,
    example: "Example",
} as const;
