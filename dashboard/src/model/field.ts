import { fieldsOf, loggerOf, type RealtimeEvent } from "./event";
import { isObject, writeJson, type Json, type JsonObject } from "./json";

// The fields of an event, by the names that a query and a column have for them.

/** A field that was seen, in how many events, and whether it was a number each time. */
export interface SeenField {
    readonly name: string;
    readonly count: number;
    readonly isNumber: boolean;
}

const envelope = new Set("level topic timestamp time seq id type source clientId message who metadata data".split(" "));
const deepest = 3;
const mostFields = 300;

export function valueOf(event: RealtimeEvent, name: string): Json | undefined {
    switch (name) {
        case "time":
        case "timestamp":
            return event.timestamp;
        case "seq":
        case "id":
        case "type":
        case "source":
        case "topic":
        case "clientId":
            return event[name];
        case "logger":
            return loggerOf(event);
        default:
            return below(event, name);
    }
}

// Text as it is, all else as JSON: the same in a cell, in a copy and in a query.
export function textOfValue(value: Json | undefined): string {
    if (value === undefined) return "";
    return typeof value === "string" ? value : writeJson(value);
}

export function isNumber(value: Json | undefined): value is number | bigint {
    return typeof value === "number" || typeof value === "bigint";
}

/** The name of a member of `data`: its own, or with `data.` before it where the envelope has one of that name. */
export function nameOfMember(key: string): string {
    return envelope.has(key) ? `data.${key}` : key;
}

// Those that most events have come first.
export function fieldsSeen(events: Iterable<RealtimeEvent>): SeenField[] {
    const seen = new Map<string, SeenField>();
    const note = (name: string, value: Json): void => {
        const before = seen.get(name);
        if (before === undefined && seen.size >= mostFields) return;
        const isNumberToo = (before?.isNumber ?? true) && isNumber(value);
        seen.set(name, { name, count: (before?.count ?? 0) + 1, isNumber: isNumberToo });
    };
    for (const event of events) {
        for (const [key, value] of fieldsOf(event)) visit(nameOfMember(key), value, 1, note);
        for (const [key, value] of Object.entries(event.metadata ?? {})) visit(`metadata.${key}`, value, 2, note);
    }
    return [...seen.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function visit(name: string, value: Json, depth: number, note: (name: string, value: Json) => void): void {
    if (!isObject(value) || depth === deepest) return note(name, value);
    for (const [key, inner] of Object.entries(value)) visit(`${name}.${key}`, inner, depth + 1, note);
}

function below(event: RealtimeEvent, name: string): Json | undefined {
    const [root, path]: [Json | undefined, string] = name.startsWith("metadata.")
        ? [event.metadata, name.slice("metadata.".length)]
        : [event.data, name.replace(/^data\./, "")];
    return isObject(root) ? atPath(root, path) : undefined;
}

// A member that is called so, else the way down.
function atPath(object: JsonObject, path: string): Json | undefined {
    if (Object.hasOwn(object, path)) return object[path];
    for (let dot = path.indexOf("."); dot >= 0; dot = path.indexOf(".", dot + 1)) {
        const inner = Object.hasOwn(object, path.slice(0, dot)) ? object[path.slice(0, dot)] : undefined;
        const found = isObject(inner) ? atPath(inner, path.slice(dot + 1)) : undefined;
        if (found !== undefined) return found;
    }
    return undefined;
}
