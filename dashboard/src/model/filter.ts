import { fieldsOf, loggerOf, messageOf, type RealtimeEvent } from "./event";
import { writeJson } from "./json";
import type { Kind } from "./level";
import type { Row } from "./row";

// What of the received rows is shown.
export interface Filter {
    /** Found anywhere in what a row says; case does not matter. */
    readonly text: string;
    readonly hidden: ReadonlySet<Kind>;
}

export const everything: Filter = { text: "", hidden: new Set() };

// Gaps and new epochs are never filtered out: nothing is lost in silence.
export function compile(filter: Filter): (row: Row) => boolean {
    const search = searchFor(filter.text);
    return (row) => {
        if (row.kind !== "event") return true;
        if (filter.hidden.has(row.level)) return false;
        return search === undefined || says(row.event, search);
    };
}

// Nothing where nothing is searched for.
export function searchFor(text: string): RegExp | undefined {
    const wanted = text.trim();
    return wanted === "" ? undefined : new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i");
}

function says(event: RealtimeEvent, search: RegExp): boolean {
    if (search.test(messageOf(event)) || search.test(loggerOf(event))) return true;
    if (search.test(event.topic) || search.test(event.source) || search.test(event.type)) return true;
    return fieldsOf(event).some(([key, value]) => {
        return search.test(`${key}=${typeof value === "string" ? value : writeJson(value)}`);
    });
}
