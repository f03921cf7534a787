import { beforeEach, expect, it } from "vitest";

import { FakeEnvironment } from "../stream/fake_environment";
import { createSession, type Session } from "./session";
import { createState, type State } from "./state";

let environment: FakeEnvironment;
let state: State;
let session: Session;

beforeEach(() => {
    environment = new FakeEnvironment();
    state = createState({ topics: ["logs.>"], text: "", hidden: new Set() }, "b:1", "auto");
    session = createSession(state, { url: "ws://b:1/ws", token: undefined, nextFrame: (then) => then() }, environment);
    session.stream.open();
    environment.last.welcome();
});

function subscriptions(): unknown[] {
    return environment.last.sent.slice(1);
}

it("asks for the newest events of its topics, skipping when it is too slow", () => {
    expect(subscriptions()).toEqual([
        { kind: "subscribe", id: 1, topics: ["logs.>"], from: { last: 200 }, lag: "skip" },
    ]);
});

it("leaves the old topics for the new ones", () => {
    session.actions.watch("orders.*");

    expect(subscriptions().slice(1)).toEqual([
        { kind: "unsubscribe", id: 1 },
        { kind: "subscribe", id: 2, topics: ["orders.*"], from: { last: 200 }, lag: "skip" },
    ]);
});

it("shows what comes, to the last digit", () => {
    environment.last.say({ kind: "subscribed", id: 1, audience: 4 });

    environment.last.onmessage?.({
        data: '{"kind":"events","audience":4,"events":[{"topic":"logs.a","seq":1,"data":{"n":9007199254740993}}]}',
    });

    expect(state.window.shown.at(0)).toMatchObject({ kind: "event", event: { data: { n: 9007199254740993n } } });
    expect(state.revision.value).toBe(1);
});

it("tells whether it is connected", () => {
    expect(state.connection.value.kind).toBe("connected");

    environment.last.break();

    expect(state.connection.value.kind).toBe("away");
});

it("tells that the broker was started anew", () => {
    environment.last.break();
    environment.advance(10_000);

    environment.last.welcome("e2");

    expect(state.window.shown.at(0)).toMatchObject({ kind: "epoch", before: "e1", after: "e2" });
});
