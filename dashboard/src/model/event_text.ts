import type { RealtimeEvent } from "./event";
import { isObject, writeJson, type Json } from "./json";

// All that an event says, in lower case and line by line, with `key=value` for each of its fields: what a search without
// a language looks through.
export function searchedText(event: RealtimeEvent): string {
    const { topic, type, source, id, data, metadata } = event;
    const lines = [topic, type, source, id];
    tell("", data, lines);
    if (metadata !== undefined) tell("", metadata, lines);
    return lines.join("\n").toLowerCase();
}

function tell(name: string, value: Json, lines: string[]): void {
    if (Array.isArray(value)) {
        for (const each of value) tell(name, each, lines);
    } else if (isObject(value)) {
        for (const [key, each] of Object.entries(value)) tell(key, each, lines);
    } else {
        lines.push(`${name}=${typeof value === "string" ? value : writeJson(value)}`);
    }
}
