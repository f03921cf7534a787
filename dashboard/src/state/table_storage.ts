import { usualTime, type TimeStyle } from "../model/format";

// What the browser keeps of the table. A browser may forbid it; then nothing is kept.

export interface KeptTable {
    /** As `writeColumns` writes them. */
    readonly columns: string;
    readonly time: TimeStyle;
    readonly isNewestFirst: boolean;
}

const key = "table";

// What stands there may be of another version of the page, or of anybody's making.
export function readTable(): KeptTable {
    const kept = parsed(attempt(() => localStorage.getItem(key)) ?? "{}");
    const clock = (["local", "utc", "relative"] as const).find((each) => each === kept["clock"]);
    return {
        columns: typeof kept["columns"] === "string" ? kept["columns"] : "",
        time: {
            clock: clock ?? usualTime.clock,
            withDate: kept["withDate"] === true,
            withNanoseconds: kept["withNanoseconds"] === true,
        },
        isNewestFirst: kept["isNewestFirst"] === true,
    };
}

export function storeTable({ columns, time, isNewestFirst }: KeptTable): void {
    attempt(() => localStorage.setItem(key, JSON.stringify({ columns, ...time, isNewestFirst })));
}

function parsed(text: string): Record<string, unknown> {
    const value: unknown = attempt(() => JSON.parse(text) as unknown);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function attempt<T>(what: () => T): T | undefined {
    try {
        return what();
    } catch {
        return undefined;
    }
}
