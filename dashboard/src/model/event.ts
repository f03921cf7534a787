import { isObject, type Json, type JsonObject } from "./json";

// What the broker delivers. `seq` is 0 in an event that no broker has seen.
export interface RealtimeEvent {
    readonly id: string;
    readonly topic: string;
    readonly type: string;
    readonly source: string;
    /** RFC 3339, UTC, nanoseconds. */
    readonly timestamp: string;
    readonly seq: number;
    readonly data: Json;
    readonly metadata?: JsonObject;
    readonly clientId?: string;
}

// Absent and ill-typed members read as empty, so that one odd event does not cost the frame that it came in.
export function readEvent(value: Json): RealtimeEvent {
    const member = isObject(value) ? value : {};
    return {
        id: textOf(member["id"]),
        topic: textOf(member["topic"]),
        type: textOf(member["type"]),
        source: textOf(member["source"]),
        timestamp: textOf(member["timestamp"]),
        seq: typeof member["seq"] === "number" ? member["seq"] : 0,
        data: member["data"] === undefined ? {} : member["data"],
        ...(isObject(member["metadata"]) && { metadata: member["metadata"] }),
        ...(typeof member["clientId"] === "string" && { clientId: member["clientId"] }),
    };
}

// The members of `data` that belong to every log call; all others are fields of the user.
const reserved = new Set("level message logger thread file line function site template template_guessed".split(" "));

export function fieldsOf(event: RealtimeEvent): [string, Json][] {
    return isObject(event.data) ? Object.entries(event.data).filter(([key]) => !reserved.has(key)) : [];
}

// What a row says first: the message of a log call, else what happened.
export function messageOf(event: RealtimeEvent): string {
    const message = memberOf(event, "message");
    return typeof message === "string" ? message : event.type;
}

// Who said it: the logger's name, else the topic.
export function loggerOf(event: RealtimeEvent): string {
    const logger = memberOf(event, "logger");
    return typeof logger === "string" && logger !== "" ? logger : event.topic;
}

export function memberOf(event: RealtimeEvent, key: string): Json | undefined {
    return isObject(event.data) ? event.data[key] : undefined;
}

function textOf(value: Json | undefined): string {
    return typeof value === "string" ? value : "";
}
