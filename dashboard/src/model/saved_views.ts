import type { KeptView } from "../stream/api";
import { isObject, type Json } from "./json";
import { kinds, type Kind } from "./level";
import { usualRange, type TimeRange } from "./range";

// Views that a person gave a name. The list is the newest first, and no name stands in it twice.

export interface Looks {
    readonly query: string;
    readonly range: TimeRange;
    readonly hidden: readonly Kind[];
    /** As in the address; nothing: the usual ones. */
    readonly columns: string;
    readonly view: string;
}

export interface SavedView extends Looks {
    readonly name: string;
}

/** One that the broker keeps for everybody. */
export interface SharedView extends SavedView {
    readonly by: string;
    /** As it is there, with what this page does not know. */
    readonly kept: Json;
}

/** What is kept is bounded, as everything that a page keeps. */
export const mostViews = 200;
const longestName = 100;

// Takes the place of the one that had the name.
export function withView(views: readonly SavedView[], name: string, looks: Looks): readonly SavedView[] {
    const tidy = tidyName(name);
    if (tidy === "") return views;
    return [{ ...looks, name: tidy }, ...withoutView(views, tidy)].slice(0, mostViews);
}

export function withoutView(views: readonly SavedView[], name: string): readonly SavedView[] {
    return views.filter((view) => view.name !== name);
}

// Keeps its place; nothing changes where the new name is empty or another view's.
export function renamed(views: readonly SavedView[], name: string, next: string): readonly SavedView[] {
    const tidy = tidyName(next);
    if (tidy === "" || views.some((view) => view.name === tidy)) return views;
    return views.map((view) => (view.name === name ? { ...view, name: tidy } : view));
}

// Not cut within a pair of surrogates: half of one cannot be sent.
export function tidyName(name: string): string {
    return name
        .replaceAll(/\s+/g, " ")
        .trim()
        .slice(0, longestName)
        .replace(/[\ud800-\udbff]$/, "");
}

// What a view without a name is called at first.
export function suggestedName({ query, view }: Looks): string {
    return tidyName(query) || `All ${view}`;
}

export function isSame(a: Looks, b: Looks): boolean {
    const [left, right] = [a, b].map((each) => [
        each.query,
        JSON.stringify(each.range),
        [...each.hidden].sort().join(),
        each.columns,
        each.view,
    ]);
    return left?.join("\n") === right?.join("\n");
}

// What was kept, whoever wrote it: a view that does not read is left out.
export function readViews(kept: unknown): readonly SavedView[] {
    return Array.isArray(kept) ? kept.flatMap(readOne).slice(0, mostViews) : [];
}

// What the broker keeps, which anybody may have put there in any form. Names stay as they are: they lead to it.
export function readShared(kept: readonly KeptView[]): readonly SharedView[] {
    return kept.flatMap(({ name, view, by }) => {
        const [read] = isObject(view) ? readOne({ ...view, name }) : [];
        return read === undefined ? [] : [{ ...read, name, by, kept: view }];
    });
}

function readOne(kept: unknown): SavedView[] {
    if (typeof kept !== "object" || kept === null) return [];
    const { name, query, range, hidden, columns, view } = kept as Record<string, unknown>;
    if (typeof name !== "string" || typeof query !== "string" || tidyName(name) === "") return [];
    const hiddenNames: unknown[] = Array.isArray(hidden) ? hidden : [];
    return [
        {
            name: tidyName(name),
            query,
            range: readRange(range),
            hidden: kinds.filter((kind) => hiddenNames.includes(kind)),
            columns: typeof columns === "string" ? columns : "",
            view: typeof view === "string" ? view : "events",
        },
    ];
}

function readRange(kept: unknown): TimeRange {
    if (typeof kept !== "object" || kept === null) return usualRange;
    const { kind, seconds, from, to } = kept as Record<string, unknown>;
    if (kind === "last" && typeof seconds === "number" && seconds > 0) return { kind, seconds };
    if (kind === "between" && typeof from === "string" && typeof to === "string") return { kind, from, to };
    return usualRange;
}
