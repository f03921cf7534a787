import { levels, type Level } from "../level";
import { fold } from "./fold";

const names = [...levels, "warn", "err"];
const aliases: Readonly<Record<string, Level>> = { warn: "warning", err: "error" };
const known = new Map<string, Level>([...levels.map((each) => [each, each] as const), ...Object.entries(aliases)]);

/** Whatever the case of its letters; `warn` and `err` are aliases. */
export function parseLevel(name: string): Level | undefined {
    return known.get(name) ?? (name.length > "critical".length ? undefined : known.get(fold(name)));
}

export function unknownLevel(text: string): string {
    const meant = nearest(fold(text));
    if (meant === undefined) {
        return `unknown level '${text}': there are trace, debug, info, warning, error and critical`;
    }
    return `unknown level '${text}', did you mean '${meant}'?`;
}

const longestNameTried = 16;

function nearest(name: string): string | undefined {
    const bytes = new TextEncoder().encode(name);
    if (bytes.length > longestNameTried) return undefined;
    let best: string | undefined;
    let least = 3;
    for (const candidate of names) {
        const steps = distance(bytes, new TextEncoder().encode(candidate));
        if (steps < least && steps < candidate.length - 1) [least, best] = [steps, candidate];
    }
    return best;
}

// How many characters must be put in, left out or replaced to make one of the other.
function distance(from: Uint8Array, to: Uint8Array): number {
    let row = Array.from({ length: to.length + 1 }, (_, at) => at);
    for (const c of from) {
        const next = [(row[0] ?? 0) + 1];
        for (const [at, each] of to.entries()) {
            const replaced = (row[at] ?? 0) + (c === each ? 0 : 1);
            next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
        }
        row = next;
    }
    return row[to.length] ?? 0;
}
