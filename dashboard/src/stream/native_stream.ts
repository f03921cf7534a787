import type { RealtimeEvent } from "../model/event";
import { writeJson, type Json, type JsonObject } from "../model/json";
import type { Environment } from "./environment";
import {
    readFrame,
    subprotocol,
    version,
    type ClientFrame,
    type Failure,
    type ServerFrame,
    type Wanted,
} from "./frames";
import { Link } from "./link";
import { PublishError, Publications, type Receipt } from "./publications";
import { Position } from "./position";

/** Times are milliseconds since 1970. */
export type ConnectionState =
    | { readonly kind: "connecting"; readonly since: number }
    | { readonly kind: "connected"; readonly since: number; readonly server: string; readonly epoch: string }
    /** `retryAt` is absent while an attempt is under way. */
    | { readonly kind: "away"; readonly since: number; readonly reason: string; readonly retryAt?: number }
    | { readonly kind: "closed" };

/** Events that a subscription will not get: first and last `seq`, and how many. */
export interface Gap {
    readonly from: number;
    readonly to: number;
    readonly count: number;
    readonly reason: string;
}

export interface StreamOptions {
    readonly url: string;
    readonly token?: string | undefined;
    readonly source?: string | undefined;
    /** How a frame's text becomes JSON; by default JSON.parse. */
    readonly read?: (text: string) => Json;
    readonly onState?: (state: ConnectionState) => void;
    /** The broker cannot prove that it holds everything that was delivered before. */
    readonly onEpoch?: (before: string, after: string) => void;
    /** The broker refused something that nobody waits for. */
    readonly onFailure?: (failure: Failure) => void;
}

/** How many events there were in the last second, and how many of them were sent. */
export interface Sample {
    readonly seen: number;
    readonly sent: number;
}

export interface SubscriptionOptions extends Wanted {
    readonly topics: string[];
    readonly onEvents: (events: RealtimeEvent[]) => void;
    readonly onGap?: (gap: Gap) => void;
    readonly onSampled?: (sample: Sample) => void;
    /** The broker has made the subscription, or made it again: every event behind this seq follows. */
    readonly onSubscribed?: (seq: number) => void;
}

export interface StreamSubscription {
    /** Of one with a name: everything up to here is dealt with. */
    acknowledge(seq: number): void;
    end(): void;
}

interface Subscription extends SubscriptionOptions {
    readonly position: Position;
    audience: number | undefined;
}

// A conversation with the broker's /ws that survives its connections: subscriptions are made again at their last
// position, so that nothing is missed and nothing comes twice.
export class NativeStream {
    readonly #link: Link;
    readonly #subscriptions = new Map<number, Subscription>();
    readonly #publications = new Publications();
    #state: ConnectionState = { kind: "closed" };
    #epoch: string | undefined;
    #nextId = 1;
    #complaint: string | undefined;

    constructor(
        private readonly options: StreamOptions,
        private readonly environment: Environment,
    ) {
        this.#link = new Link(
            {
                url: options.url,
                subprotocol,
                ping: encode({ kind: "ping" }),
                onOpen: () => this.#hello(),
                onText: (text) => this.#receive(text),
                onDown: (reason, retryAt) => this.#down(reason, retryAt),
                onRetry: () => this.#retrying(),
            },
            environment,
        );
    }

    get state(): ConnectionState {
        return this.#state;
    }

    // Never throws: an unreachable broker is a state.
    open(): void {
        if (this.#state.kind !== "closed") return;
        this.#enter({ kind: "connecting", since: this.environment.now() });
        this.#link.open();
    }

    close(): void {
        this.#link.close();
        this.#publications.abandon("the client was disconnected");
        if (this.#state.kind !== "closed") this.#enter({ kind: "closed" });
    }

    retryNow(): void {
        this.#link.retryNow();
    }

    subscribe(options: SubscriptionOptions): StreamSubscription {
        const id = this.#takeId();
        const subscription = { ...options, position: new Position(options.from ?? "now"), audience: undefined };
        this.#subscriptions.set(id, subscription);
        if (this.#state.kind === "connected") this.#sendSubscribe(id, subscription);
        return {
            acknowledge: (seq) => {
                if (this.#subscriptions.has(id)) this.#sendIfThere({ kind: "acknowledge", id, seq });
            },
            end: () => {
                if (this.#subscriptions.delete(id)) this.#sendIfThere({ kind: "unsubscribe", id });
            },
        };
    }

    // Rejects with a PublishError where the broker refuses, or is not there to answer.
    publish(event: JsonObject): Promise<Receipt> {
        if (this.#state.kind !== "connected") return Promise.reject(PublishError.away("not connected"));
        const ref = this.#takeId();
        this.#send({ kind: "publish", ref, event });
        return this.#publications.wait(ref);
    }

    #hello(): void {
        const { source, token } = this.options;
        this.#send({ kind: "hello", version, ...(source && { source }), ...(token && { token }) });
    }

    #receive(text: string): void {
        let frame: ServerFrame | undefined;
        try {
            frame = readFrame((this.options.read ?? JSON.parse)(text));
        } catch {
            this.#link.drop("it sent something that is no JSON");
            return;
        }
        if (frame !== undefined) this.#handle(frame);
    }

    #handle(frame: ServerFrame): void {
        switch (frame.kind) {
            case "welcome":
                return this.#welcome(frame.server, frame.epoch);
            case "subscribed":
                return this.#subscribed(frame.id, frame.audience, frame.seq);
            case "events":
                return this.#deliver(frame.audience, frame.events);
            case "gap":
                return this.#listenersOf(frame.audience).forEach((each) => each.onGap?.(gapOf(frame)));
            case "sampled":
                return this.#listenersOf(frame.audience).forEach((each) => each.onSampled?.(sampleOf(frame)));
            case "published":
                return this.#publications.settle(frame.ref, { seq: frame.seq, id: frame.id });
            case "failed":
                return this.#failed(frame.ref, frame.failure);
            case "pong":
                return;
        }
    }

    #welcome(server: string, epoch: string): void {
        this.#link.ready();
        const before = this.#epoch;
        this.#epoch = epoch;
        this.#complaint = undefined;
        this.#enter({ kind: "connected", since: this.environment.now(), server, epoch });
        if (before !== undefined && before !== epoch) this.options.onEpoch?.(before, epoch);
        for (const [id, subscription] of this.#subscriptions) this.#sendSubscribe(id, subscription);
    }

    #subscribed(id: number, audience: number, seq: number): void {
        const subscription = this.#subscriptions.get(id);
        if (subscription === undefined) return;
        subscription.audience = audience;
        subscription.position.begin(seq, this.#epoch ?? "");
        subscription.onSubscribed?.(seq);
    }

    #deliver(audience: number, events: RealtimeEvent[]): void {
        for (const subscription of this.#listenersOf(audience)) {
            const fresh = subscription.position.take(events, this.#epoch ?? "");
            if (fresh.length > 0) subscription.onEvents(fresh);
        }
    }

    // Equal subscriptions may share an audience; their positions keep apart what each has seen.
    #listenersOf(audience: number): Subscription[] {
        return [...this.#subscriptions.values()].filter((each) => each.audience === audience);
    }

    #failed(ref: number | undefined, failure: Failure): void {
        if (ref !== undefined && this.#publications.refuse(ref, failure)) return;
        if (ref === undefined) this.#complaint = failure.detail === "" ? failure.name : failure.detail;
        this.options.onFailure?.(failure);
    }

    #down(reason: string, retryAt: number): void {
        for (const subscription of this.#subscriptions.values()) subscription.audience = undefined;
        this.#publications.abandon("the connection was lost before the broker answered");
        this.#enter({ kind: "away", since: this.#awaySince(), reason: this.#complaint ?? reason, retryAt });
    }

    #retrying(): void {
        if (this.#state.kind !== "away") return;
        const { since, reason } = this.#state;
        this.#complaint = undefined;
        this.#enter({ kind: "away", since, reason });
    }

    #awaySince(): number {
        return this.#state.kind === "away" ? this.#state.since : this.environment.now();
    }

    #enter(state: ConnectionState): void {
        this.#state = state;
        this.options.onState?.(state);
    }

    #sendSubscribe(id: number, subscription: Subscription): void {
        const { topics, lag, maxRate, filter, speed, name, position } = subscription;
        this.#send({
            kind: "subscribe",
            id,
            topics,
            from: position.from,
            ...(lag && { lag }),
            ...(maxRate && { maxRate }),
            ...(filter && { filter }),
            ...(speed && { speed }),
            ...(name && { name }),
        });
    }

    // One series for subscriptions and publications, so that a failure's `ref` names one of them.
    #takeId(): number {
        return this.#nextId++;
    }

    #sendIfThere(frame: ClientFrame): void {
        if (this.#state.kind === "connected") this.#send(frame);
    }

    #send(frame: ClientFrame): void {
        this.#link.send(encode(frame));
    }
}

function encode(frame: ClientFrame): string {
    return writeJson(frame as unknown as JsonObject);
}

function gapOf({ from, to, count, reason }: Gap): Gap {
    return { from, to, count, reason };
}

function sampleOf({ seen, sent }: Sample): Sample {
    return { seen, sent };
}
