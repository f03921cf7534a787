import { compile } from "./compile";
import { parse } from "./parser";
import { characterAt, Problem } from "./problem";
import type { ParsedQuery } from "./query";

/** `now` is what `-15m` is counted from. */
export function parseQuery(text: string, now: Date): ParsedQuery {
    try {
        return { kind: "query", query: compile(parse(text, now)) };
    } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return { kind: "problem", problem: { at: characterAt(text, error.at), message: error.message } };
    }
}
