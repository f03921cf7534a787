import { beforeEach, describe, expect, it } from "vitest";

import { readJson } from "../model/json";
import { FakeEnvironment } from "./fake_environment";
import { NativeStream, type ConnectionState, type StreamOptions, type SubscriptionOptions } from "./native_stream";

let environment: FakeEnvironment;
let heard: unknown[];

beforeEach(() => {
    environment = new FakeEnvironment();
    heard = [];
});

function streamOf(options: Partial<StreamOptions> = {}): NativeStream {
    const stream = new NativeStream({ url: "ws://b/ws", ...options }, environment);
    stream.open();
    return stream;
}

function listen(stream: NativeStream, options: Partial<SubscriptionOptions> = {}): () => void {
    return stream.subscribe({
        topics: [">"],
        onEvents: (events) => heard.push(...events.map((event) => event.seq)),
        onGap: (gap) => heard.push(gap),
        ...options,
    }).end;
}

function events(audience: number, ...seqs: number[]): object {
    return { kind: "events", audience, events: seqs.map((seq) => ({ topic: "a", type: "t", seq })) };
}

// The frames of one kind that the newest socket was sent.
function sent(kind: string): unknown[] {
    return environment.last.sent.filter((frame) => (frame as { kind: string }).kind === kind);
}

function reconnect(epoch = "e1"): void {
    environment.last.break();
    environment.advance(10_000);
    environment.last.welcome(epoch);
}

describe("greeting", () => {
    it("says hello first, with who it is", () => {
        streamOf({ token: "s3cret", source: "page" });

        environment.last.onopen?.();

        expect(environment.last.subprotocol).toBe("logbeam.v1");
        expect(environment.last.sent).toEqual([{ kind: "hello", version: 1, source: "page", token: "s3cret" }]);
    });

    it("subscribes once it is welcome", () => {
        listen(streamOf(), { topics: ["logs.>"], from: { last: 200 }, lag: "skip" });

        environment.last.welcome();

        expect(sent("subscribe")).toEqual([
            { kind: "subscribe", id: 1, topics: ["logs.>"], from: { last: 200 }, lag: "skip" },
        ]);
    });

    it("tells its states", () => {
        const states: ConnectionState["kind"][] = [];
        const stream = streamOf({ onState: ({ kind }) => states.push(kind) });

        environment.last.welcome();
        environment.last.break();
        environment.advance(10_000);
        environment.last.welcome();
        stream.close();

        expect(states).toEqual(["connecting", "connected", "away", "away", "connected", "closed"]);
    });

    it("remembers since when it is away over many attempts", () => {
        const stream = streamOf();
        environment.last.welcome();
        environment.last.break();
        const since = environment.now();

        environment.advance(500);
        environment.last.break();

        expect(stream.state).toMatchObject({ kind: "away", since });
    });

    it("gives the broker's own words for the reason", () => {
        const stream = streamOf();

        environment.last.onopen?.();
        environment.last.say({
            kind: "failed",
            error: 160,
            name: "unauthorized",
            detail: "this broker asks for a token",
        });
        environment.last.break();

        expect(stream.state).toMatchObject({ kind: "away", reason: "this broker asks for a token" });
    });

    it("leaves a broker that speaks no JSON", () => {
        const stream = streamOf();

        environment.last.onmessage?.({ data: "<html>" });

        expect(stream.state).toMatchObject({ kind: "away", reason: "it sent something that is no JSON" });
    });
});

describe("delivery", () => {
    it("goes by audience", () => {
        const stream = streamOf();
        listen(stream, { onEvents: (events) => heard.push(["first", events[0]?.seq]) });
        listen(stream, { onEvents: (events) => heard.push(["second", events[0]?.seq]) });
        environment.last.welcome();

        environment.last.say({ kind: "subscribed", id: 1, audience: 9 }, { kind: "subscribed", id: 2, audience: 4 });
        environment.last.say(events(4, 1), events(9, 2), events(7, 3));

        expect(heard).toEqual([
            ["second", 1],
            ["first", 2],
        ]);
    });

    it("reaches each of two subscriptions of one audience once", () => {
        const stream = streamOf();
        listen(stream);
        listen(stream);
        environment.last.welcome();

        environment.last.say({ kind: "subscribed", id: 1, audience: 9 }, { kind: "subscribed", id: 2, audience: 9 });
        environment.last.say(events(9, 1), events(9, 1));

        expect(heard).toEqual([1, 1]);
    });

    it("tells gaps", () => {
        listen(streamOf());
        environment.last.welcome();

        environment.last.say({ kind: "subscribed", id: 1, audience: 9 });
        environment.last.say({ kind: "gap", audience: 9, from: 5, to: 9, count: 3, reason: "lag" });

        expect(heard).toEqual([{ from: 5, to: 9, count: 3, reason: "lag" }]);
    });

    it("tells how much of it is a sample", () => {
        listen(streamOf(), { maxRate: 100, onSampled: (sample) => heard.push(sample) });
        environment.last.welcome();

        environment.last.say({ kind: "subscribed", id: 1, audience: 9 });
        environment.last.say({ kind: "sampled", audience: 9, seen: 5210, sent: 100 });

        expect(heard).toEqual([{ seen: 5210, sent: 100 }]);
    });

    it("begins at a time, as fast as it is asked to, under a name", () => {
        listen(streamOf(), { from: { time: "2026-11-20T10:57:33Z" }, speed: 4, name: "bill", filter: "a" });

        environment.last.welcome();

        expect(sent("subscribe")).toEqual([
            {
                kind: "subscribe",
                id: 1,
                topics: [">"],
                from: { time: "2026-11-20T10:57:33Z" },
                filter: "a",
                speed: 4,
                name: "bill",
            },
        ]);
    });

    it("tells behind which event it begins, each time that it is made", () => {
        listen(streamOf(), { onSubscribed: (seq) => heard.push(seq) });
        environment.last.welcome().say({ kind: "subscribed", id: 1, audience: 9, seq: 41 });

        reconnect();
        environment.last.say({ kind: "subscribed", id: 1, audience: 9, seq: 43 });

        expect(heard).toEqual([41, 43]);
    });

    it("is acknowledged, as long as there is a connection", () => {
        const subscription = streamOf().subscribe({ topics: [">"], name: "bill", onEvents: () => {} });
        environment.last.welcome();

        subscription.acknowledge(7);
        environment.last.break();
        subscription.acknowledge(8);
        subscription.end();
        subscription.acknowledge(9);

        expect(sent("acknowledge")).toEqual([{ kind: "acknowledge", id: 1, seq: 7 }]);
    });

    it("ends with the subscription", () => {
        const end = listen(streamOf());
        environment.last.welcome();
        environment.last.say({ kind: "subscribed", id: 1, audience: 9 });

        end();
        end();
        environment.last.say(events(9, 1));

        expect(heard).toEqual([]);
        expect(sent("unsubscribe")).toEqual([{ kind: "unsubscribe", id: 1 }]);
    });

    it("reads frames the way it was told to", () => {
        const stream = streamOf({ read: readJson });
        listen(stream, { onEvents: (events) => heard.push(events[0]?.data) });
        environment.last.welcome().say({ kind: "subscribed", id: 1, audience: 9 });

        environment.last.onmessage?.({ data: '{"kind":"events","audience":9,"events":[{"data":9007199254740993}]}' });

        expect(heard).toEqual([9007199254740993n]);
    });
});

describe("coming back", () => {
    it("goes on behind the last event, and takes none twice", () => {
        listen(streamOf(), { from: { last: 200 } });
        environment.last.welcome().say({ kind: "subscribed", id: 1, audience: 9 }, events(9, 5, 6));

        reconnect();
        environment.last.say({ kind: "subscribed", id: 1, audience: 2 }, events(2, 6, 7));

        expect(sent("subscribe")).toMatchObject([{ id: 1, from: { seq: 6, epoch: "e1" } }]);
        expect(heard).toEqual([5, 6, 7]);
    });

    it("goes on from where it began when it has seen nothing", () => {
        listen(streamOf());
        environment.last.welcome().say({ kind: "subscribed", id: 1, audience: 9, seq: 41 });

        reconnect();

        expect(sent("subscribe")).toMatchObject([{ from: { seq: 41, epoch: "e1" } }]);
    });

    it("ignores the audiences of the connection before", () => {
        listen(streamOf());
        environment.last.welcome().say({ kind: "subscribed", id: 1, audience: 9 });

        reconnect();
        environment.last.say(events(9, 1));

        expect(heard).toEqual([]);
    });

    it("tells that the epoch has changed, and takes what comes in the new one", () => {
        listen(streamOf({ onEpoch: (before, after) => heard.push([before, after]) }));
        environment.last.welcome("e1").say({ kind: "subscribed", id: 1, audience: 9 }, events(9, 700));

        reconnect("e2");
        environment.last.say({ kind: "subscribed", id: 1, audience: 1 }, events(1, 1, 2));

        expect(sent("subscribe")).toMatchObject([{ from: { seq: 700, epoch: "e1" } }]);
        expect(heard).toEqual([700, ["e1", "e2"], 1, 2]);
    });

    it("does not make ended subscriptions again", () => {
        const end = listen(streamOf());
        environment.last.welcome();
        environment.last.break();

        end();
        environment.advance(10_000);
        environment.last.welcome();

        expect(sent("subscribe")).toEqual([]);
    });
});

describe("publishing", () => {
    it("resolves when the broker has stored the event", async () => {
        const stream = streamOf();
        environment.last.welcome();

        const receipt = stream.publish({ topic: "a", type: "t" });
        environment.last.say({ kind: "published", ref: 1, seq: 12, id: "x" });

        expect(sent("publish")).toEqual([{ kind: "publish", ref: 1, event: { topic: "a", type: "t" } }]);
        await expect(receipt).resolves.toEqual({ seq: 12, id: "x" });
    });

    it("rejects with the broker's numbered error", async () => {
        const stream = streamOf();
        environment.last.welcome();

        const receipt = stream.publish({ topic: "a b" });
        environment.last.say({
            kind: "failed",
            ref: 1,
            error: 102,
            name: "invalid_topic",
            detail: "'a b' holds a space",
        });

        await expect(receipt).rejects.toMatchObject({
            code: 102,
            message: "invalid_topic: 'a b' holds a space",
            mayRetry: false,
        });
    });

    it("rejects while the broker is away", async () => {
        await expect(streamOf().publish({ topic: "a" })).rejects.toMatchObject({ code: 0, mayRetry: true });
    });

    it("rejects when the connection breaks before the answer", async () => {
        const stream = streamOf();
        environment.last.welcome();
        const receipt = stream.publish({ topic: "a" });

        environment.last.break();

        await expect(receipt).rejects.toThrow("before the broker answered");
    });
});

it("tells what the broker refused when nobody waits for it", () => {
    listen(streamOf({ onFailure: (failure) => heard.push(failure.name) }));
    environment.last.welcome();

    environment.last.say({ kind: "failed", ref: 1, error: 161, name: "forbidden" });

    expect(heard).toEqual(["forbidden"]);
});
