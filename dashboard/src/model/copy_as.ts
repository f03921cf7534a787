import type { LevelTarget } from "./levels";
import { askOf, writeSpan, type TimeRange } from "./range";
import type { ViewName } from "./url";

// What is looked at, as lines for a shell and as a link. None of them holds a token: they are made to be passed on.

export interface Looked {
    /** The query with the hidden levels taken out. */
    readonly query: string;
    readonly range: TimeRange;
    /** The broker's address over HTTP, without a slash at its end. */
    readonly base: string;
}

export interface CopyLine {
    readonly kind: "link" | "tail" | "query" | "templates" | "doctor" | "curl";
    readonly text: string;
}

// What says the same as the view, the most wanted first.
export function copyLines(view: ViewName, looked: Looked, address: string): readonly CopyLine[] {
    const link: CopyLine = { kind: "link", text: linkTo(address) };
    switch (view) {
        case "templates":
            return [link, { kind: "templates", text: templatesLine(looked) }, curl(looked, "templates")];
        case "health":
            return [link, { kind: "doctor", text: doctorLine(looked) }, curl(looked, "accounting")];
        default:
            return [
                link,
                { kind: "tail", text: tailLine(looked) },
                { kind: "query", text: queryLine(looked) },
                curl(looked, "events"),
            ];
    }
}

const usualBase = "http://127.0.0.1:3030";

export function tailLine(looked: Looked): string {
    return line("logbeam tail", urlOption(looked), positional(looked.query));
}

export function queryLine(looked: Looked): string {
    return line(
        "logbeam query",
        urlOption(looked),
        ...rangeOptions(looked.range),
        "--limit 0",
        positional(looked.query),
    );
}

export function templatesLine(looked: Looked): string {
    const { query, range } = looked;
    return line("logbeam query --templates", urlOption(looked), ...rangeOptions(range), positional(query));
}

export function doctorLine({ base }: Looked): string {
    return line("logbeam doctor", base === usualBase ? "" : quote(base.replace(/^http/, "ws")));
}

// Without a logger all of them: `*`. The default one is named by an empty word.
export function levelLine(base: string, target: LevelTarget, level: string, span: string): string {
    const { source = "", logger = "*" } = target;
    const words = [source, logger, level];
    // Otherwise a name that begins like an option would be one.
    const guard = words.some((word) => word.startsWith("-")) ? "--" : "";
    return line("logbeam level", urlOption({ base }), `--for ${span}`, guard, ...words.map(quote));
}

export function curlLine({ query, range, base }: Looked, path: "events" | "templates" | "accounting"): string {
    const { from, to } = asked(range);
    const parameters = {
        ...(path === "events" && { format: "ndjson", order: "oldest" }),
        ...(path !== "accounting" && { query, from, to }),
    };
    const data = Object.entries(parameters).filter(([, value]) => value);
    return line(
        "curl -sSG",
        isLoopback(base) ? "" : tokenHeader,
        ...data.map(([name, value]) => `--data-urlencode ${quote(`${name}=${value}`)}`),
        quote(`${base}/api/${path}`),
    );
}

function curl(looked: Looked, path: "events" | "templates" | "accounting"): CopyLine {
    return { kind: "curl", text: curlLine(looked, path) };
}

// The shell that runs the line fills in the token, if it has one.
const tokenHeader = '${LOGBEAM_TOKEN:+-H} ${LOGBEAM_TOKEN:+"Authorization: Bearer $LOGBEAM_TOKEN"}';

function isLoopback(base: string): boolean {
    return /^(127\.|localhost$|\[::1\]$)/.test(new URL(base).hostname);
}

// The address without what opens the broker.
export function linkTo(address: string): string {
    const url = new URL(address);
    url.searchParams.delete("token");
    url.username = "";
    url.password = "";
    return url.href;
}

// One word for a POSIX shell. What could steer the terminal that it is pasted into, or lie about what the line says,
// is written as bytes, which bash and zsh read.
export function quote(text: string): string {
    const sane = text.replaceAll("\0", "");
    if (/^[\w@%+=:,./-]+$/.test(sane)) return sane;
    if (!steering.test(sane)) return `'${sane.replaceAll("'", "'\\''")}'`;
    const escaped = Array.from(sane, (each) => (each === "'" || each === "\\" ? `\\${each}` : bytesOf(each)));
    return `$'${escaped.join("")}'`;
}

// Controls, and the marks that turn the direction of writing or cannot be seen.
const steering = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

function bytesOf(character: string): string {
    if (!steering.test(character)) return character;
    return Array.from(new TextEncoder().encode(character), (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join(
        "",
    );
}

function positional(query: string): string {
    if (query === "") return "";
    // Otherwise an exclusion would be read as an option.
    return (query.startsWith("-") ? "-- " : "") + alwaysQuoted(query);
}

// A query looks like one even where a shell would need no quotes.
function alwaysQuoted(text: string): string {
    const quoted = quote(text);
    return quoted === text ? `'${text}'` : quoted;
}

function urlOption({ base }: Pick<Looked, "base">): string {
    return base === usualBase ? "" : `--url ${quote(base.replace(/^http/, "ws"))}`;
}

function rangeOptions(range: TimeRange): string[] {
    const { from, to } = asked(range);
    return [`--from ${quote(from)}`, to === undefined ? "" : `--to ${quote(to)}`];
}

// `-15m` rather than `-900s`: a person reads it.
function asked(range: TimeRange): { readonly from: string; readonly to?: string } {
    return range.kind === "last" ? { from: `-${writeSpan(range.seconds)}` } : askOf(range);
}

function line(...parts: string[]): string {
    return parts.filter((part) => part !== "").join(" ");
}
