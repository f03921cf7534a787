import type { RealtimeEvent } from "../model/event";
import { isObject, type Json } from "../model/json";
import type { Api } from "../stream/api";
import type { HistorySize, State } from "./state";

const everyMs = 10_000;

// Gives back what to call once a second: it asks now and then, while somebody looks, how much the broker remembers.
export function watchHistory(state: State, api: Api, tell: (history: HistorySize) => void): () => void {
    let isAsking = false;
    let askedAt = -Infinity;
    return () => {
        const { value: now } = state.now;
        const isThere = state.connection.value.kind === "connected" && state.isVisible.value;
        if (!isThere || isAsking || now - askedAt < everyMs) return;
        isAsking = true;
        askedAt = now;
        ask(api)
            .then(tell, () => {}) // It stays as it was; that the broker is away is said elsewhere.
            .finally(() => (isAsking = false));
    };
}

async function ask(api: Api): Promise<HistorySize> {
    const { events, bytes } = readHistory(await api.stats());
    let since: string | undefined;
    const found = { events: ([oldest]: readonly RealtimeEvent[]) => (since = oldest?.timestamp) };
    if (events > 0) await api.events({ order: "oldest", limit: 1 }, found);
    return { events, bytes, ...(since !== undefined && { since }) };
}

function readHistory(stats: Json): { events: number; bytes: number } {
    const history = isObject(stats) ? stats["history"] : undefined;
    const { events, bytes } = isObject(history) ? history : {};
    return { events: Number(events ?? 0), bytes: Number(bytes ?? 0) };
}
