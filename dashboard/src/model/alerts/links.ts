import { millisecondsOf, textOfMilliseconds } from "../instant";
import type { TimeRange } from "../range";
import type { Alert, EventRef, Group } from "./alert";

// Where an alert leads to.

/** The events that led to it, by their seqs, over the time that they span; nothing where there are none. */
export function lookAtEvents({
    kind,
    events,
}: Pick<Alert, "kind" | "events">): { readonly query: string; readonly range: TimeRange } | undefined {
    const known = events.filter(({ seq, time }) => seq > 0 && !Number.isNaN(millisecondsOf(time)));
    if (known.length === 0) return undefined;
    const which = querySeqs(known.map(({ seq }) => seq));
    // What a composite rule judges are alerts themselves.
    return { query: kind === "composite" ? `topic:$alerts.> ${which}` : which, range: spanOf(known) };
}

export function querySeqs(seqs: readonly number[]): string {
    return seqs.length === 1 ? `seq:${seqs[0]}` : `seq:(${seqs.join(" OR ")})`;
}

// A second around them, so that they do not lie on the edge.
const margin = 1000;

function spanOf(events: readonly EventRef[]): TimeRange {
    const times = events.map(({ time }) => millisecondsOf(time));
    const at = (time: number): string => textOfMilliseconds(Math.floor(time));
    return { kind: "between", from: at(Math.min(...times) - margin), to: at(Math.max(...times) + margin) };
}

/** What mutes this alert and no other of its rule. */
export function matchersOf({ rule, by }: { readonly rule: string; readonly by: Group }): string {
    const group = by.map(([name, value]) => [isTaken(name) ? `by.${name}` : name, value] as const);
    return [["rule", rule] as const, ...group].map(([name, value]) => `${name}=${quoted(value)}`).join(" ");
}

// Of an alert itself, whatever its group has under this name.
function isTaken(name: string): boolean {
    return name === "rule" || name === "severity";
}

// A `*` of the value itself is no pattern.
function quoted(value: string): string {
    const escaped = value.replace(/[\\"*]/g, "\\$&");
    return /[\s"]/.test(value) || value === "" ? `"${escaped}"` : escaped;
}

/** An address that a link may have: of a page, and nothing that runs in this one. */
export function pageAddress(text: string): string | undefined {
    try {
        const { protocol, href } = new URL(text);
        return protocol === "https:" || protocol === "http:" ? href : undefined;
    } catch {
        return undefined;
    }
}
