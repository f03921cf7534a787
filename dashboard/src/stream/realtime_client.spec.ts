import { webcrypto } from "node:crypto";

import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { RealtimeEvent } from "../model/event";
import { FakeEnvironment } from "./fake_environment";
import { RealtimeClient, type RealtimeClientOptions } from "./realtime_client";

let environment: FakeEnvironment;

beforeEach(() => {
    environment = new FakeEnvironment();
    vi.useFakeTimers();
    vi.stubGlobal("crypto", webcrypto); // Node 18 has it under another name
});
afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
});

function clientOf(options: RealtimeClientOptions = {}): RealtimeClient {
    return new RealtimeClient({ url: "ws://b:3030", ...options }, environment);
}

async function connected(options: RealtimeClientOptions = {}): Promise<RealtimeClient> {
    const client = clientOf(options);
    const ready = client.init();
    environment.last.welcome();
    await ready;
    return client;
}

function sent(kind: string): Record<string, unknown>[] {
    return environment.last.sent.filter((frame) => (frame as { kind: string }).kind === kind) as Record<
        string,
        unknown
    >[];
}

function deliver(...types: string[]): void {
    const events = types.map((type, index) => ({ topic: "a", type, seq: index + 1, data: {} }));
    environment.last.say({ kind: "subscribed", id: 1, audience: 9 }, { kind: "events", audience: 9, events });
}

it("is ready once it is connected, with its topics", async () => {
    await connected({ topics: ["logs.>", "orders"], topic: "orders" });

    expect(environment.last.url).toBe("ws://b:3030/ws");
    expect(sent("subscribe").map((frame) => [frame["topics"], frame["from"], frame["lag"]])).toEqual([
        [["logs.>"], "now", "skip"],
        [["orders"], "now", "skip"],
    ]);
});

it("says early that nobody is there, and goes on trying", async () => {
    const client = clientOf();
    const ready = client.init(1_000);
    const refusal = expect(ready).rejects.toThrow("no broker within 1000 ms");

    vi.advanceTimersByTime(1_000);

    await refusal;
    environment.last.welcome();
    expect(client.state.kind).toBe("connected");
});

it("is not ready when it is disconnected meanwhile", async () => {
    const client = clientOf();
    const refusal = expect(client.init()).rejects.toThrow("disconnected");

    client.disconnect();

    await refusal;
});

it("hands an event to the handlers of its type and of *", async () => {
    const client = await connected({ topic: "a" });
    const heard: string[] = [];
    client.getEventEmitter().subscribe("OrderShipped", (event) => heard.push(`type ${event.type}`));
    client.getEventEmitter().subscribe("*", (event) => heard.push(`any ${event.type}`));

    deliver("OrderShipped", "Other");

    expect(heard).toEqual(["type OrderShipped", "any OrderShipped", "any Other"]);
});

it("takes observers as the realtime pattern has them", async () => {
    const client = await connected({ topic: "a" });
    const observer = {
        heard: [] as RealtimeEvent[],
        update: (event: RealtimeEvent) => void observer.heard.push(event),
    };
    client.getEventEmitter().subscribe("t", observer);

    deliver("t");

    expect(observer.heard).toHaveLength(1);
});

it("stops handing events to a handler that was unsubscribed", async () => {
    const client = await connected({ topic: "a" });
    const handler = vi.fn();
    const unsubscribe = client.getEventEmitter().subscribe("*", handler);

    unsubscribe();
    deliver("t");

    expect(handler).not.toHaveBeenCalled();
});

it("keeps an event from no handler because another one throws", async () => {
    const report = vi.fn();
    vi.stubGlobal("reportError", report);
    const client = await connected({ topic: "a" });
    const second = vi.fn();
    client.getEventEmitter().subscribe("t", () => {
        throw new Error("mine");
    });
    client.getEventEmitter().subscribe("t", second);

    deliver("t");

    expect(second).toHaveBeenCalledOnce();
    expect(report).toHaveBeenCalledWith(new Error("mine"));
});

it("subscribes to a topic once, and can leave it", async () => {
    const client = await connected();

    client.subscribe("x");
    client.subscribe("x");
    client.unsubscribe("x");
    client.unsubscribe("x");

    expect([sent("subscribe").length, sent("unsubscribe").length]).toEqual([1, 1]);
});

it("refuses a malformed pattern before the broker does", () => {
    expect(() => clientOf({ topics: ["a b"] })).toThrow(TypeError);
});

it("fills in what an event leaves out", async () => {
    vi.setSystemTime("2026-11-20T10:57:33.123Z");
    const client = await connected({ topic: "orders", source: "shop" });

    void client.publish({ type: "OrderShipped" }).catch(() => undefined);

    expect(sent("publish")[0]?.["event"]).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        topic: "orders",
        type: "OrderShipped",
        source: "shop",
        timestamp: "2026-11-20T10:57:33.123Z",
        data: {},
    });
});

it("publishes to the topic that is named, with every digit", async () => {
    const client = await connected({ topic: "orders" });

    void client.publish("other", { type: "T", id: "mine", data: { n: 9007199254740993n } }).catch(() => undefined);

    expect(sent("publish")[0]?.["event"]).toMatchObject({ topic: "other", id: "mine", data: { n: 9007199254740993n } });
});

it("tells gaps with the topic that they belong to", async () => {
    const onGap = vi.fn();
    await connected({ topic: "a", onGap });

    deliver();
    environment.last.say({ kind: "gap", audience: 9, from: 1, to: 2, count: 2, reason: "lag" });

    expect(onGap).toHaveBeenCalledWith({ from: 1, to: 2, count: 2, reason: "lag" }, "a");
});

it("reads big integers exactly when asked", async () => {
    const client = await connected({ topic: "a", integers: "bigint" });
    const heard: unknown[] = [];
    client.getEventEmitter().subscribe("*", (event) => heard.push(event.data));
    deliver();

    environment.last.onmessage?.({
        data: '{"kind":"events","audience":9,"events":[{"seq":1,"data":9007199254740993}]}',
    });

    expect(heard).toEqual([9007199254740993n]);
});

it("subscribes from a time, at a speed", async () => {
    const client = await connected();

    client.subscribe("a", { from: { time: "2026-11-20T10:57:33Z" }, speed: 60 });

    expect(sent("subscribe")).toMatchObject([{ from: { time: "2026-11-20T10:57:33Z" }, speed: 60, lag: "skip" }]);
});

it("acknowledges under a name what the handlers have dealt with", async () => {
    const client = await connected();
    client.subscribe("a", { name: "bill" });

    deliver("x", "y");

    expect(sent("acknowledge")).toEqual([{ kind: "acknowledge", id: 1, seq: 2 }]);
});

it("leaves the acknowledgement to a user who wants it so, and sends none without a name", async () => {
    const client = await connected();
    client.subscribe("a", { name: "bill", acknowledge: false });
    client.subscribe("b");
    deliver("x", "y");
    expect(sent("acknowledge")).toEqual([]);

    client.acknowledge("a", 1);

    expect(sent("acknowledge")).toEqual([{ kind: "acknowledge", id: 1, seq: 1 }]);
});
