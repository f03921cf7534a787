import { readJson, type Json, type JsonObject } from "../model/json";
import { patternProblem } from "../model/topic";
import { socketUrl } from "./address";
import { EventEmitter } from "./emitter";
import { browser, type Environment } from "./environment";
import type { Failure, From, Lag, Wanted } from "./frames";
import { identity } from "./identity";
import { NativeStream, type ConnectionState, type Gap, type StreamSubscription } from "./native_stream";
import type { Receipt } from "./publications";

export interface RealtimeClientOptions {
    /** Of the broker, like `ws://127.0.0.1:3030`; by default the one that served the page. */
    url?: string;
    /** Patterns to subscribe to from the start: `*` is one token, a last `>` the rest. */
    topics?: string[];
    /** The same for one; events are published to it unless they name another. */
    topic?: string;
    token?: string;
    /** Who publishes, in the events' `source`; by default `browser`. */
    source?: string;
    /** Where subscriptions begin; by default now. */
    from?: From;
    /** By default a client that is too slow skips and is told how much. */
    lag?: Lag;
    /** How integers beyond 2^53 are read: as `bigint`, or rounded as JSON.parse does (the default). */
    integers?: "number" | "bigint";
    onState?: (state: ConnectionState) => void;
    /** Events that will not come, and the pattern that they belong to. */
    onGap?: (gap: Gap, topic: string) => void;
    /** The broker was restarted and may have forgotten events. */
    onEpoch?: (before: string, after: string) => void;
    /** The broker refused a subscription or the client itself. */
    onFailure?: (failure: Failure) => void;
}

/** How one subscription is to be; what is left out is as the client's options say. */
export interface SubscribeOptions extends Wanted {
    /**
     * Of a subscription with a `name`: whether its events count as dealt with once the handlers have returned (the
     * default). Otherwise `acknowledge` says so.
     */
    readonly acknowledge?: boolean;
}

/** What to publish. What is left out is filled in: `data` is `{}`, the event is new, from here, and of now. */
export interface NewEvent {
    type: string;
    topic?: string;
    data?: Json;
    metadata?: JsonObject;
    id?: string;
    source?: string;
    timestamp?: string;
}

/**
 * Many topics over one connection that comes back by itself, with the names that users of the realtime pattern know.
 * After a reconnect every subscription goes on at its last event.
 */
export class RealtimeClient {
    readonly #options: RealtimeClientOptions;
    readonly #stream: NativeStream;
    readonly #emitter = new EventEmitter();
    readonly #topics = new Map<string, StreamSubscription>();
    #waiting: ((state: ConnectionState) => void)[] = [];

    /** Throws TypeError on a malformed URL or pattern. Connects at `init`. */
    constructor(options: RealtimeClientOptions = {}, environment: Environment = browser) {
        this.#options = options;
        const page = typeof location === "undefined" ? "ws://127.0.0.1:3030/" : location.href;
        this.#stream = new NativeStream(
            {
                url: socketUrl(options.url, page, options.token),
                token: options.token,
                source: options.source,
                ...(options.integers === "bigint" && { read: readJson }),
                onState: (state) => this.#changed(state),
                onEpoch: (before, after) => options.onEpoch?.(before, after),
                onFailure: (failure) => options.onFailure?.(failure),
            },
            environment,
        );
        for (const topic of [...(options.topics ?? []), ...(options.topic ? [options.topic] : [])])
            this.subscribe(topic);
    }

    get state(): ConnectionState {
        return this.#stream.state;
    }

    /** Resolves once connected. Rejects where nobody answers in time, and goes on trying until `disconnect`. */
    init(timeoutMs = 5_000): Promise<void> {
        this.#stream.open();
        if (this.state.kind === "connected") return Promise.resolve();
        return new Promise((resolve, reject) => {
            const timer = setTimeout(
                () => settle(() => reject(new Error(`no broker within ${timeoutMs} ms`))),
                timeoutMs,
            );
            const settle = (how: () => void): void => {
                clearTimeout(timer);
                this.#waiting = this.#waiting.filter((each) => each !== heard);
                how();
            };
            const heard = (state: ConnectionState): void => {
                if (state.kind === "connected") settle(resolve);
                if (state.kind === "closed") settle(() => reject(new Error("the client was disconnected")));
            };
            this.#waiting.push(heard);
        });
    }

    getEventEmitter(): EventEmitter {
        return this.#emitter;
    }

    /**
     * A topic or a pattern; one that is subscribed to already stays as it is. An event that two of them match comes
     * twice. Throws TypeError on a malformed one.
     */
    subscribe(topic: string, { acknowledge = true, ...wanted }: SubscribeOptions = {}): void {
        const problem = patternProblem(topic);
        if (problem !== undefined) throw new TypeError(`${JSON.stringify(topic)}: ${problem}`);
        if (this.#topics.has(topic)) return;

        const subscription = this.#stream.subscribe({
            topics: [topic],
            from: this.#options.from ?? "now",
            lag: this.#options.lag ?? "skip",
            ...wanted,
            onEvents: (events) => {
                events.forEach((event) => this.#emitter.emit(event));
                if (wanted.name && acknowledge) subscription.acknowledge(events.at(-1)?.seq ?? 0);
            },
            onGap: (gap) => this.#options.onGap?.(gap, topic),
        });
        this.#topics.set(topic, subscription);
    }

    /** Of a subscription with a `name`: everything up to this `seq` is dealt with. */
    acknowledge(topic: string, seq: number): void {
        this.#topics.get(topic)?.acknowledge(seq);
    }

    unsubscribe(topic: string): void {
        this.#topics.get(topic)?.end();
        this.#topics.delete(topic);
    }

    /** Resolves when the broker has stored the event; rejects with a PublishError. */
    publish(event: NewEvent): Promise<Receipt>;
    publish(topic: string, event: NewEvent): Promise<Receipt>;
    publish(first: string | NewEvent, second?: NewEvent): Promise<Receipt> {
        const event = typeof first === "string" ? { ...second, topic: first } : first;
        const topic = event.topic ?? this.#options.topic ?? this.#options.topics?.[0];
        return this.#stream.publish({
            id: identity(),
            source: this.#options.source ?? "browser",
            timestamp: new Date().toISOString(),
            data: {},
            ...withoutAbsent(event),
            topic: topic ?? "default",
        });
    }

    disconnect(): void {
        this.#stream.close();
    }

    #changed(state: ConnectionState): void {
        for (const each of [...this.#waiting]) each(state);
        this.#options.onState?.(state);
    }
}

function withoutAbsent(event: Partial<NewEvent>): JsonObject {
    return Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined)) as JsonObject;
}
