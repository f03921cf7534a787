// What was asked before, the newest first, as the browser keeps it. A browser may forbid it; then nothing is kept.

const key = "queries";
const most = 50;

export function readQueries(): readonly string[] {
    try {
        const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
        return Array.isArray(kept) ? kept.filter((each) => typeof each === "string").slice(0, most) : [];
    } catch {
        return [];
    }
}

export function storeQueries(queries: readonly string[]): void {
    try {
        localStorage.setItem(key, JSON.stringify(queries));
    } catch {
        // Then they last as long as the page.
    }
}

/** A query that is asked again is the newest again. */
export function withQuery(queries: readonly string[], query: string): readonly string[] {
    const text = query.trim();
    if (text === "" || queries[0] === text) return queries;
    return [text, ...queries.filter((each) => each !== text)].slice(0, most);
}
