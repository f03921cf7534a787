// The text frames of the subprotocol logbeam.v1 (docs/protocol.md), as far as a page needs them.
import { readEvent, type RealtimeEvent } from "../model/event";
import { isObject, type Json, type JsonObject } from "../model/json";

export const subprotocol = "logbeam.v1";
export const version = 1;

/** Where a subscription begins: at what comes, behind an event, with the newest so many, or at a time (RFC 3339). */
export type From = "now" | { seq: number; epoch: string } | { last: number } | { time: string };

export type ClientFrame =
    | { kind: "hello"; version: number; source?: string; token?: string }
    | ({ kind: "subscribe"; id: number; topics: string[] } & Wanted)
    | { kind: "unsubscribe"; id: number }
    | { kind: "acknowledge"; id: number; seq: number }
    | { kind: "publish"; ref: number; event: JsonObject }
    | { kind: "ping" };

/** How a subscription wants its events. */
export interface Wanted {
    readonly from?: From;
    readonly lag?: Lag;
    /** Events a second; of more the broker sends a sample, warnings and above first. */
    readonly maxRate?: number;
    /** A query: only what it matches. */
    readonly filter?: string;
    /** Of the past: 1 as it was, 60 an hour in a minute; absent, as fast as it goes. */
    readonly speed?: number;
    /** Under a name the broker keeps how far the subscriber acknowledged, and begins there the next time. */
    readonly name?: string;
}

/** What becomes of a subscriber that is too slow: it is told how much it skips, or it is disconnected and resumes. */
export type Lag = "skip" | "disconnect";

export type ServerFrame =
    | { kind: "welcome"; server: string; epoch: string }
    | { kind: "subscribed"; id: number; audience: number; seq: number }
    | { kind: "events"; audience: number; events: RealtimeEvent[] }
    | { kind: "gap"; audience: number; from: number; to: number; count: number; reason: string }
    | { kind: "sampled"; audience: number; seen: number; sent: number }
    | { kind: "published"; ref: number; seq: number; id: string }
    | { kind: "failed"; ref: number | undefined; failure: Failure }
    | { kind: "pong" };

/** A numbered error of the broker, see its table of errors. */
export interface Failure {
    readonly error: number;
    readonly name: string;
    readonly detail: string;
    readonly mayRetry: boolean;
}

// Nothing for frames that a page has no use for: they are not for us, or newer than we are.
export function readFrame(value: Json): ServerFrame | undefined {
    if (!isObject(value)) return undefined;
    switch (value["kind"]) {
        case "welcome":
            return { kind: "welcome", server: text(value["server"]), epoch: text(value["epoch"]) };
        case "subscribed":
            return {
                kind: "subscribed",
                id: whole(value["id"]),
                audience: whole(value["audience"]),
                seq: whole(value["seq"]),
            };
        case "events":
            return { kind: "events", audience: whole(value["audience"]), events: list(value["events"]).map(readEvent) };
        case "gap":
            return readGap(value);
        case "sampled":
            return {
                kind: "sampled",
                audience: whole(value["audience"]),
                seen: whole(value["seen"]),
                sent: whole(value["sent"]),
            };
        case "published":
            return { kind: "published", ref: whole(value["ref"]), seq: whole(value["seq"]), id: text(value["id"]) };
        case "failed":
            return { kind: "failed", ref: maybeWhole(value["ref"]), failure: readFailure(value) };
        case "pong":
            return { kind: "pong" };
        default:
            return undefined;
    }
}

function readGap(value: JsonObject): ServerFrame {
    return {
        kind: "gap",
        audience: whole(value["audience"]),
        from: whole(value["from"]),
        to: whole(value["to"]),
        count: whole(value["count"]),
        reason: text(value["reason"]),
    };
}

function readFailure(value: JsonObject): Failure {
    return {
        error: whole(value["error"]),
        name: text(value["name"]),
        detail: text(value["detail"]),
        mayRetry: value["mayRetry"] === true,
    };
}

function text(value: Json | undefined): string {
    return typeof value === "string" ? value : "";
}

function whole(value: Json | undefined): number {
    return maybeWhole(value) ?? 0;
}

function maybeWhole(value: Json | undefined): number | undefined {
    return typeof value === "number" ? value : undefined;
}

function list(value: Json | undefined): Json[] {
    return Array.isArray(value) ? value : [];
}
