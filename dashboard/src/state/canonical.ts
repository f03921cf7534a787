import { parseQuery } from "../model/query/parse";

/** A query that was put together, as it prints back. */
export function canonical(query: string): string {
    const parsed = parseQuery(query, new Date());
    return parsed.kind === "query" ? parsed.query.text : query;
}
