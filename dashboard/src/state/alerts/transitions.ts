import { readAlert, type Alert } from "../../model/alerts/alert";
import type { Api, EventsAsk } from "../../stream/api";

/** The newest transitions of alerts that a query leaves, and whether there are more. */
export interface Transitions {
    readonly found: readonly Alert[];
    readonly hasMore: boolean;
}

export async function askTransitions(
    api: Api,
    { query = "", ...ask }: EventsAsk,
    signal: AbortSignal,
): Promise<Transitions> {
    const found: Alert[] = [];
    const asked = { ...ask, query: `topic:$alerts.> ${query}`.trim() };
    const done = await api.events(
        asked,
        { events: (events) => void found.push(...events.map(({ data }) => readAlert(data))) },
        signal,
    );
    return { found, hasMore: done.next !== undefined };
}
