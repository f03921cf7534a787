import { formatShort } from "../model/format";

// What the query box says.
export const queryText = {
    label: "Search",
    placeholder: "search messages, or field:value",
    clear: "Clear the query",
    completions: "Completions",
    history: "Earlier queries",
    /** What a field is that the broker tells nothing of. */
    envelope: {
        level: "trace to critical",
        topic: "where it was published",
        message: "what it says",
        source: "which program",
        type: "what kind of event",
        timestamp: "when",
        seq: "its number at the broker",
        id: "given by its publisher",
        clientId: "which connection published it",
    } as Readonly<Record<string, string>>,
    operators: {
        ":": "is",
        ">": "more than",
        ">=": "at least",
        "<": "less than",
        "<=": "at most",
        ":*": "is there",
        ":~": "matches an expression",
    } as Readonly<Record<string, string>>,
    keywords: { AND: "both", OR: "one of them is enough", NOT: "all others" } as Readonly<Record<string, string>>,
    times: { "-15m": "15 minutes ago", "-1h": "an hour ago", "-24h": "a day ago", "-7d": "a week ago" } as Readonly<
        Record<string, string>
    >,
    field: (types: readonly string[], count: number) => `${types.join(", ")} · ${formatShort(count)}`,
    count: (count: number) => formatShort(count),
    topicBelow: "and all below",
    problem: (character: number, message: string) => `at character ${character}: ${message}`,
};
