// A broker's HTTP interface of the specs: searches stay open until a spec answers them.
import { readEvent } from "../model/event";
import type { Json, JsonObject } from "../model/json";
import { ApiError, type Api, type Call, type EventsAsk, type EventsDone, type EventsFound } from "./api";
import type { LevelAsk, Progress, PublisherLevels } from "./api";

export const noProgress: Progress = { blocks: 0, scanned: 0, skipped: 0, damaged: 0, events: 0, matched: 0 };

export class FakeSearch {
    constructor(
        readonly ask: EventsAsk,
        readonly found: EventsFound,
        readonly signal: AbortSignal | undefined,
        private readonly resolve: (done: EventsDone) => void,
        private readonly reject: (error: unknown) => void,
    ) {}

    finds(...seqs: number[]): this {
        this.found.events(seqs.map((seq) => readEvent({ id: `p-${seq}`, topic: "a", type: "logger.info", seq })));
        return this;
    }

    async ends(next?: number): Promise<void> {
        this.resolve({ epoch: "e1", progress: noProgress, ...(next !== undefined && { next }) });
        await settled();
    }

    async fails(detail: string): Promise<void> {
        this.reject(new ApiError(0, detail, true));
        await settled();
    }
}

export interface FakeLines {
    readonly call: Call;
    readonly signal: AbortSignal | undefined;
    found(lines: readonly JsonObject[]): void;
    resolve(): void;
    reject(error: unknown): void;
}

export class FakeApi implements Api {
    readonly searches: FakeSearch[] = [];

    get last(): FakeSearch {
        const search = this.searches.at(-1);
        if (search === undefined) throw new Error("nothing was searched");
        return search;
    }

    events(ask: EventsAsk, found: EventsFound, signal?: AbortSignal): Promise<EventsDone> {
        return new Promise((resolve, reject) => {
            this.searches.push(new FakeSearch(ask, found, signal, resolve, reject));
            signal?.addEventListener("abort", () => reject(signal.reason));
        });
    }

    histogram = () => unanswered();
    fields = () => unanswered();
    templates = () => unanswered();
    topics = () => unanswered();
    clients = () => unanswered();
    edges = () => unanswered();
    accounting = () => unanswered();
    stats = () => unanswered();
    exportUrl = () => "";
    readonly isLinkable: boolean = true;
    exportFile = () => Promise.resolve(new Blob(["{}\n"]));

    /** What the programs allow to be set, and what was. */
    publishers: readonly PublisherLevels[] = [];
    readonly levelAsks: LevelAsk[] = [];
    refusal: ApiError | undefined;

    isKept = true;
    readonly keptViews = new Map<string, Json>();

    views = () => {
        const views = [...this.keptViews].map(([name, view]) => ({ name, view, by: "alice", saved: "" }));
        return this.#answer({ views, kept: this.isKept });
    };
    putView = async (name: string, view: Json) => {
        await this.#answer(undefined);
        this.keptViews.set(name, view);
    };
    deleteView = async (name: string) => {
        await this.#answer(undefined);
        this.keptViews.delete(name);
    };
    levels = () => this.#answer(this.publishers);
    setLevel = (ask: LevelAsk) => {
        this.levelAsks.push(ask);
        return this.#answer<void>(undefined);
    };

    /** What was called, and what such calls answer: `GET silences`. Others stay open. */
    readonly calls: Call[] = [];
    readonly answers = new Map<string, JsonObject>();
    readonly streams: FakeLines[] = [];

    call = (call: Call) => {
        this.calls.push(call);
        const answer = this.answers.get(`${call.method ?? "GET"} ${call.path}`);
        return answer === undefined && this.refusal === undefined ? unanswered() : this.#answer(answer ?? {});
    };
    callLines = (call: Call, found: (lines: readonly JsonObject[]) => void, signal?: AbortSignal) =>
        new Promise<void>((resolve, reject) => {
            this.streams.push({ call, found, signal, resolve, reject });
            signal?.addEventListener("abort", () => reject(signal.reason));
        });

    #answer<T>(value: T): Promise<T> {
        return this.refusal === undefined ? Promise.resolve(value) : Promise.reject(this.refusal);
    }
}

// All that promises have to do is done.
export function settled(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve));
}

function unanswered(): Promise<never> {
    return new Promise(() => {});
}
