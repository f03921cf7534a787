import { memberOf, type RealtimeEvent } from "./event";
import { isObject, type Json } from "./json";
import { withTerm } from "./query/edit";

// Queries for the events that one event is looked at together with.

/** Whose other events stand around it. */
export type Neighbourhood = "thread" | "source";

/** What similar events have in common. */
export type Likeness = "template" | "site" | "type";

export interface Similar {
    readonly by: Likeness;
    readonly text: string;
    readonly query: string;
}

// The thread where the log call tells it, as one run of its program numbers them.
export function neighbourhoodsOf(event: RealtimeEvent): readonly Neighbourhood[] {
    return isScalar(memberOf(event, "thread")) ? ["thread", "source"] : ["source"];
}

// What a person chose last, where this event has it.
export function neighbourhoodOf(event: RealtimeEvent, wanted: Neighbourhood): Neighbourhood {
    return neighbourhoodsOf(event).includes(wanted) ? wanted : "source";
}

export function aroundQuery(event: RealtimeEvent, neighbourhood: Neighbourhood): string {
    const terms: [string, Json][] = event.source === "" ? [["topic", event.topic]] : [["source", event.source]];
    const thread = memberOf(event, "thread");
    if (neighbourhood === "thread" && isScalar(thread)) {
        terms.push(["thread", thread]);
        if (event.clientId !== undefined && event.clientId !== "") terms.push(["clientId", event.clientId]);
    }
    return all(terms);
}

// The same kind of log call: by its template, else by its place in the code, else the type alone.
export function similarTo(event: RealtimeEvent): Similar {
    for (const by of ["template", "site"] as const) {
        const text = memberOf(event, by);
        if (typeof text === "string" && text !== "" && text.length <= longest) {
            return { by, text, query: all([[by, text]]) };
        }
    }
    return {
        by: "type",
        text: event.type,
        query: all([
            ["type", event.type],
            ["topic", event.topic],
        ]),
    };
}

const longest = 4000;

function all(terms: readonly [field: string, value: Json][]): string {
    return terms.reduce((query, [field, value]) => withTerm(query, field, value, "include"), "");
}

function isScalar(value: Json | undefined): value is string | number | bigint {
    return (
        value !== undefined && value !== null && typeof value !== "boolean" && !isObject(value) && !Array.isArray(value)
    );
}
