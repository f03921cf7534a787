import { kinds, type Kind } from "./level";
import { readSpan, usualRange, writeSpan, type TimeRange } from "./range";
import { splitPatterns } from "./topic";

export const viewNames = ["events", "templates", "runs", "alerts", "health"] as const;
export type ViewName = (typeof viewNames)[number];

// What is looked at, as it stands in the page's address.
export interface View {
    readonly view: ViewName;
    readonly query: string;
    readonly hidden: ReadonlySet<Kind>;
    readonly range: TimeRange;
    /** As the table wrote them. */
    readonly columns?: string;
    /** All other parameters, for whoever put them there by `Neighbours.keep`. */
    readonly more?: Readonly<Record<string, string>>;
}

const own = new Set(["view", "q", "hide", "range", "from", "to", "cols", "topics", "token"]);

export function readView(search: string): View {
    const query = new URLSearchParams(search);
    const hidden = (query.get("hide") ?? "").split(",");
    return {
        view: viewNames.find((name) => name === query.get("view")) ?? "events",
        query: [topicTerm(query.get("topics") ?? ""), query.get("q") ?? ""].filter((part) => part !== "").join(" "),
        hidden: new Set(kinds.filter((kind) => hidden.includes(kind))),
        range: readRange(query),
        columns: query.get("cols") ?? "",
        more: Object.fromEntries([...query].filter(([name]) => !own.has(name))),
    };
}

// Keeps what else stands in the address, except the token: an address is made to be passed on.
export function writeView(search: string, view: Omit<View, "columns" | "more">): string {
    const query = new URLSearchParams(search);
    query.delete("token");
    query.delete("topics");
    put(query, "view", view.view === "events" ? "" : view.view);
    put(query, "q", view.query);
    put(query, "hide", [...view.hidden].join(","));
    writeRange(query, view.range);
    return textOf(query);
}

/** With one parameter put, or without it where the value is empty. */
export function withParameter(search: string, name: string, value: string): string {
    const query = new URLSearchParams(search);
    put(query, name, value);
    return textOf(query);
}

// What earlier links call `topics=` is a term of the query today.
function topicTerm(topics: string): string {
    const patterns = splitPatterns(topics).filter((pattern) => pattern !== ">");
    if (patterns.length === 0) return "";
    return patterns.length === 1 ? `topic:${patterns[0]}` : `topic:(${patterns.join(" OR ")})`;
}

function readRange(query: URLSearchParams): TimeRange {
    const [from, to] = [query.get("from") ?? "", query.get("to") ?? ""];
    if (isTime(from) && isTime(to)) return { kind: "between", from, to };
    const seconds = readSpan(query.get("range") ?? "");
    return seconds === undefined ? usualRange : { kind: "last", seconds };
}

function writeRange(query: URLSearchParams, range: TimeRange): void {
    const isUsual = range.kind === "last" && usualRange.kind === "last" && range.seconds === usualRange.seconds;
    put(query, "range", range.kind === "last" && !isUsual ? writeSpan(range.seconds) : "");
    put(query, "from", range.kind === "between" ? range.from : "");
    put(query, "to", range.kind === "between" ? range.to : "");
}

function isTime(text: string): boolean {
    return /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text.replace(/(\.\d{3})\d+/, "$1")));
}

function put(query: URLSearchParams, name: string, value: string): void {
    if (value === "") query.delete(name);
    else query.set(name, value);
}

function textOf(query: URLSearchParams): string {
    const text = query.toString();
    return text === "" ? "" : `?${text}`;
}
