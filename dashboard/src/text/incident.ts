import { formatCount } from "../model/format";

// What the form says that saves an incident.
export const incidentText = {
    heading: "Incident as one file",
    title: "Title",
    note: "Note",
    notePlaceholder: "What happened, what was done",
    keys: "Hide the values of",
    keysHint: (mask: string) =>
        `Fields of these names, at any depth, and key=value in any text become ${mask} in the file, ` +
        "also where the program did not hide them.",
    noKeys: "Nothing is hidden: whoever gets the file reads everything.",
    bounds: (events: number, megabytes: number) => `The newest ${formatCount(events)} events or ${megabytes} MB of`,
    save: "Save the file",
    stop: "Stop",
    back: "Back",
    running: (events: number) => `${formatCount(events)} events…`,
    done: (events: number, isCut: boolean) =>
        `${formatCount(events)} events saved${isCut ? ": the newest ones, there are more than a file holds" : ""}`,
    failed: (detail: string) => `Not saved: ${detail}`,
} as const;
