import type { RealtimeEvent } from "../model/event";
import { askOf } from "../model/range";
import { ApiError, type Api, type EventsFound, type Progress } from "../stream/api";
import type { Cancel, Environment } from "../stream/environment";
import type { State } from "./state";

const page = 2000;
const showEveryMs = 250;
const retryMs = 3000;
const begun: Progress = { blocks: 0, scanned: 0, skipped: 0, damaged: 0, events: 0, matched: 0 };

// Brings what the history has of the range into the window, the newest first and a page at a time; `fill` says how far.
export class Backfill {
    #search: AbortController | undefined;
    #next: number | undefined;
    #failedBefore: number | undefined;
    #cancelRetry: Cancel = () => {};

    constructor(
        private readonly state: State,
        private readonly api: Api,
        private readonly changed: () => void,
        private readonly environment: Pick<Environment, "now" | "after">,
    ) {}

    /** The newest page, of what lies before a seq where one is given. */
    start(before?: number): void {
        this.stop();
        void this.#load(before);
    }

    /** The next page, unless there is none or one is under way. */
    next(): void {
        const mayLoad = this.#search === undefined && !this.state.window.isFull;
        if (mayLoad && this.#next !== undefined) void this.#load(this.#next);
    }

    /** What failed, once more. */
    again(): void {
        if (this.state.fill.value.kind !== "failed") return;
        this.#cancelRetry();
        void this.#load(this.#failedBefore);
    }

    stop(): void {
        this.#cancelRetry();
        this.#search?.abort();
        this.#search = undefined;
        this.#next = undefined;
    }

    async #load(before: number | undefined): Promise<void> {
        const search = new AbortController();
        this.#search = search;
        this.state.fill.value = { kind: "partial", progress: begun };
        try {
            const next = await this.#fetchPage(before, search.signal);
            if (!search.signal.aborted) this.#finish(next);
        } catch (error) {
            if (!search.signal.aborted) this.#fail(error, before);
        }
    }

    #fail(error: unknown, before: number | undefined): void {
        this.#search = undefined;
        this.#failedBefore = before;
        const isKnown = error instanceof ApiError;
        this.state.fill.value = { kind: "failed", detail: isKnown ? error.detail : String(error) };
        if (!isKnown || !error.mayRetry) return;
        this.#cancelRetry = this.environment.after(retryMs, () => {
            // Where the broker is away, its coming back begins the search anew.
            if (this.state.connection.value.kind === "connected") this.again();
        });
    }

    #finish(next: number | undefined): void {
        this.#search = undefined;
        this.#next = next;
        const isComplete = next === undefined || this.state.window.isFull;
        this.state.fill.value = isComplete ? { kind: "complete" } : { kind: "partial" };
    }

    // One search may end early, because it has a time limit: then the page takes several.
    async #fetchPage(before: number | undefined, signal: AbortSignal): Promise<number | undefined> {
        const { asked, range, window } = this.state;
        const batch = new Batch(
            (events) => this.#show(events),
            () => this.environment.now(),
        );
        let next = before;
        let left = page;
        const found: EventsFound = {
            events: (events) => {
                if (signal.aborted) return;
                left -= events.length;
                batch.add(events);
            },
            progress: (progress) => {
                if (!signal.aborted) this.state.fill.value = { kind: "partial", progress };
            },
        };
        do {
            const from = next === undefined ? {} : { before: next };
            const ask = { query: asked.value, ...askOf(range.value), limit: left, ...from };
            const done = await this.api.events(ask, found, signal);
            if (signal.aborted) return undefined;
            batch.flush();
            next = done.next;
        } while (next !== undefined && left > 0 && !window.isFull);
        return next;
    }

    #show(events: readonly RealtimeEvent[]): void {
        this.state.window.addPast(events);
        this.changed();
    }
}

// Collects what is found: the first at once, then now and then, because each time costs a walk over the window.
class Batch {
    #events: RealtimeEvent[] = [];
    #shownAt = -Infinity;

    constructor(
        private readonly show: (events: readonly RealtimeEvent[]) => void,
        private readonly now: () => number,
    ) {}

    add(events: readonly RealtimeEvent[]): void {
        this.#events.push(...events);
        if (this.now() - this.#shownAt >= showEveryMs) this.flush();
    }

    flush(): void {
        if (this.#events.length > 0) this.show(this.#events);
        this.#events = [];
        this.#shownAt = this.now();
    }
}
