import { computed, type ReadonlySignal } from "@preact/signals";

import type { Kind } from "../model/level";
import { parseQuery } from "../model/query/parse";
import type { Query } from "../model/query/query";

interface Asked {
    readonly asked: ReadonlySignal<string>;
    readonly compiled: ReadonlySignal<Query>;
}

/** What the query and the hidden levels ask for together. */
export function askedOf(query: ReadonlySignal<string>, hidden: ReadonlySignal<ReadonlySet<Kind>>): Asked {
    const compiled = computed(() => compiledOf(query.value, hidden.value));
    return { compiled, asked: computed(() => (compiled.value.isEverything ? "" : compiled.value.text)) };
}

export function parses(text: string): boolean {
    return parseQuery(text, new Date()).kind === "query";
}

/** A query that parses, without the hidden levels. */
export function compiledOf(text: string, hidden: ReadonlySet<Kind>): Query {
    const query = parseKnown(text);
    if (hidden.size === 0) return query;
    const terms = [...hidden].map((kind) => (kind === "event" ? "level:*" : `-level:${kind}`));
    const parsed = parseQuery([...(query.isEverything ? [] : [`(${text})`]), ...terms].join(" "), new Date());
    // A query at the limits of the language has no room for them.
    return parsed.kind === "query" ? parsed.query : query;
}

// What is asked has parsed before.
function parseKnown(text: string): Query {
    const parsed = parseQuery(text, new Date());
    if (parsed.kind === "problem") throw new Error(`${text}: ${parsed.problem.message}`);
    return parsed.query;
}
