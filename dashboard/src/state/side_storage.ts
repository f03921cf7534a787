// Which fields the side panel shows, as the browser keeps it. A browser may forbid it; then nothing is kept.
export function readList(): readonly string[] | undefined {
    const kept: unknown = attempt(() => JSON.parse(localStorage.getItem("side fields") ?? "null") as unknown);
    return Array.isArray(kept) ? kept.filter((each): each is string => typeof each === "string") : undefined;
}

export function attempt<T>(what: () => T): T | undefined {
    try {
        return what();
    } catch {
        return undefined;
    }
}
