import type { RealtimeEvent } from "../model/event";
import { readAccounting } from "../model/account";
import { timelineOf, totalsOf } from "../model/buckets";
import { millisecondsOf } from "../model/instant";
import { runQuery, type Run } from "../model/runs";
import type { Api } from "../stream/api";

// Whoever may not know who is connected takes a program that has said nothing for so long as ended.
const silence = 30_000;

// The broker has no list of runs: they are the publisher ids of its events, each with its first and its last one.
export class RunFinder {
    readonly #ended = new Map<string, Run>();
    readonly #first = new Map<string, RealtimeEvent>();

    constructor(private readonly api: Api) {}

    async find(seconds: number, signal: AbortSignal): Promise<readonly Run[]> {
        const [counts, publishers] = await Promise.all([
            this.api.histogram({ from: `-${seconds}s`, by: "clientId" }, signal),
            this.#publishers(signal),
        ]);
        const totals = totalsOf(timelineOf(counts, 0));
        const runs: Run[] = [];
        for (const id of counts.keys) {
            const run = await this.#run(id, publishers?.has(id), totals.get(id) ?? 0, signal);
            if (run !== undefined) runs.push(run);
        }
        return runs;
    }

    // Those that are connected. Only admins may know them.
    async #publishers(signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
        const answer = await this.api.accounting(signal).catch(() => undefined);
        if (answer === undefined) return undefined;
        const connected = readAccounting(answer).publishers.filter(({ tail }) => tail === "connected");
        return new Set(connected.map(({ id }) => id));
    }

    async #run(
        id: string,
        isKnownConnected: boolean | undefined,
        events: number,
        signal: AbortSignal,
    ): Promise<Run | undefined> {
        const ended = this.#ended.get(id);
        if (ended !== undefined && isKnownConnected !== true && ended.events === events) return ended;

        const first = this.#first.get(id) ?? (await this.#one(id, "oldest", signal));
        const last = await this.#one(id, "newest", signal);
        if (first === undefined || last === undefined) return undefined;
        this.#first.set(id, first);
        const isConnected = isKnownConnected ?? Date.now() - millisecondsOf(last.timestamp) < silence;
        const run = { id, source: first.source, first: first.timestamp, last: last.timestamp, events, isConnected };
        if (!isConnected) this.#ended.set(id, run);
        return run;
    }

    async #one(id: string, order: "newest" | "oldest", signal: AbortSignal): Promise<RealtimeEvent | undefined> {
        let one: RealtimeEvent | undefined;
        const found = { events: (events: readonly RealtimeEvent[]) => void (one ??= events[0]) };
        await this.api.events({ query: runQuery(id), order, limit: 1 }, found, signal);
        return one;
    }
}
