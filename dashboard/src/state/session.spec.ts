import { beforeEach, describe, expect, it } from "vitest";

import { usualRange } from "../model/range";
import { FakeApi } from "../stream/fake_api";
import { FakeEnvironment } from "../stream/fake_environment";
import { createSession, type Session } from "./session";
import { createState, type State } from "./state";

let environment: FakeEnvironment;
let api: FakeApi;
let state: State;
let session: Session;

let nextFrame: (then: () => void) => void;

beforeEach(() => begin());

// From now on frames wait for the spec.
function hold(): (() => void)[] {
    const frames: (() => void)[] = [];
    nextFrame = (then) => frames.push(then);
    return frames;
}

function begin(range: State["range"]["value"] = usualRange): void {
    environment = new FakeEnvironment();
    nextFrame = (then) => then();
    api = new FakeApi();
    state = createState({ view: "events", query: "", hidden: new Set(), range }, "b:1", "auto");
    const frame = (then: () => void): void => nextFrame(then);
    const options = { url: "ws://b:1/ws", token: undefined, api, nextFrame: frame, keep: () => {} };
    session = createSession(state, options, environment);
    session.stream.open();
    environment.last.welcome();
}

function sent(kind: string): unknown[] {
    return environment.last.sent.filter((frame) => (frame as { kind: string }).kind === kind);
}

// The broker makes the subscription, behind this event, and delivers.
function subscribed(seq: number, ...seqs: number[]): void {
    const { id } = sent("subscribe").at(-1) as { id: number };
    environment.last.say({ kind: "subscribed", id, audience: 4, seq }, eventsOf(...seqs));
}

function eventsOf(...seqs: number[]): object {
    const events = seqs.map((seq) => {
        return { id: `p-${seq}`, topic: "a", type: "logger.info", seq, data: { message: `m${seq}` } };
    });
    return { kind: "events", audience: 4, events };
}

function reconnect(epoch = "e1"): void {
    environment.last.break();
    environment.advance(10_000);
    environment.last.welcome(epoch);
}

function shown(): unknown[] {
    return Array.from({ length: state.window.shown.length }, (_, index) => {
        const row = state.window.shown.at(index);
        return row?.kind === "event" ? row.event.seq : row?.kind;
    });
}

const between = { kind: "between", from: "2026-11-20T10:00:00Z", to: "2026-11-20T11:00:00Z" } as const;

describe("alerts", () => {
    it("are heard beside what fills the table, and asked for anew when the broker was away", () => {
        const end = session.actions.watchAlerts();
        expect(sent("subscribe").at(-1)).toMatchObject({ topics: ["$alerts.>"], from: "now" });
        reconnect();
        expect(sent("subscribe")).toHaveLength(2);
        end();

        expect(sent("unsubscribe")).toHaveLength(1);
    });
});

describe("live", () => {
    it("hears everything as it comes, no more than a person can read, and skips when it is too slow", () => {
        expect(sent("subscribe")).toEqual([
            { kind: "subscribe", id: 1, topics: [">"], from: "now", lag: "skip", maxRate: 500 },
        ]);
    });

    it("brings what was before the subscription from the history, and leaves nothing out between", async () => {
        subscribed(41, 42);

        expect(api.last.ask).toEqual({ query: "", from: "-900s", before: 42, limit: 2000 });
        await api.last.finds(41, 40).ends();

        expect(shown()).toEqual([40, 41, 42]);
    });

    it("is partial until the history is searched", async () => {
        expect(state.fill.value.kind).toBe("partial");
        subscribed(41);
        expect(state.fill.value).toMatchObject({ kind: "partial", progress: { blocks: 0 } });

        await api.last.finds(41).ends();

        expect(state.fill.value).toEqual({ kind: "complete" });
    });

    it("loads a page more when the reader comes to the oldest row", async () => {
        subscribed(5000);
        await api.last.finds(...Array.from({ length: 2000 }, (_, index) => 5000 - index)).ends(3001);
        expect(state.fill.value).toEqual({ kind: "partial" });

        session.actions.scrollTo(0, false);
        session.actions.scrollTo(0, false);

        expect(api.searches.map(({ ask }) => ask.before)).toEqual([5001, 3001]);
    });

    it("goes on with a search that ended for its time alone", async () => {
        subscribed(5000);

        await api.last.finds(5000).ends(3001);

        expect(api.last.ask).toMatchObject({ before: 3001, limit: 1999 });
    });

    it("continues where it was after the connection broke, without asking the history again", async () => {
        subscribed(41, 42);
        await api.last.ends();

        reconnect();
        subscribed(42, 43);

        expect(sent("subscribe")).toMatchObject([{ from: { seq: 42, epoch: "e1" } }]);
        expect(api.searches).toHaveLength(1);
        expect(shown()).toEqual([42, 43]);
    });

    it("asks the history again when it could not answer", async () => {
        subscribed(41);
        await api.last.fails("the broker cannot be reached");
        expect(state.fill.value).toEqual({ kind: "failed", detail: "the broker cannot be reached" });

        reconnect();
        subscribed(41);

        expect(api.searches.map(({ ask }) => ask.before)).toEqual([42, 42]);
    });

    it("asks once more by itself where the broker says that it passes", async () => {
        subscribed(41);
        await api.last.fails("16 searches at once");

        environment.advance(3000);

        expect(api.searches.map(({ ask }) => ask.before)).toEqual([42, 42]);
    });

    it("shows what comes to the last digit", () => {
        subscribed(41);

        environment.last.onmessage?.({
            data: '{"kind":"events","audience":4,"events":[{"topic":"logs.a","seq":42,"data":{"n":9007199254740993}}]}',
        });

        expect(state.window.shown.at(0)).toMatchObject({ kind: "event", event: { data: { n: 9007199254740993n } } });
    });
});

describe("another query", () => {
    it("filters what is there at once, then asks the broker", () => {
        subscribed(41, 42, 43);

        expect(session.actions.ask("m42")).toBeUndefined();

        expect(shown()).toEqual([42]);
        expect(sent("unsubscribe")).toEqual([{ kind: "unsubscribe", id: 1 }]);
        expect(sent("subscribe").at(-1)).toMatchObject({ id: 2, filter: "m42", from: "now" });
    });

    it("gives up the search for the earlier one", () => {
        subscribed(41);
        const before = api.last;

        session.actions.ask("m42");

        expect(before.signal?.aborted).toBe(true);
    });

    it("is merged with what was there", async () => {
        subscribed(41, 42, 45);
        session.actions.ask("-nothing");
        subscribed(45);

        await api.last.finds(45, 44, 43, 42, 41).ends();

        expect(shown()).toEqual([41, 42, 43, 44, 45]);
    });

    it("is not asked when it says the same", () => {
        session.actions.ask("  ");

        expect(sent("subscribe")).toHaveLength(1);
    });

    it("is refused with the place of the mistake, and nothing changes", () => {
        expect(session.actions.ask("level:warnign")?.at).toBe(6);

        expect([state.query.value, sent("subscribe").length]).toEqual(["", 1]);
    });

    it("asks without the levels that are off", () => {
        session.actions.ask("a OR b");
        session.actions.toggleLevel("debug");
        session.actions.toggleLevel("event");

        expect(sent("subscribe").at(-1)).toMatchObject({ filter: "(a OR b) -level:debug level:*" });
    });

    it("hears the broker's own topics only where it names them", () => {
        session.actions.ask("topic:$sys.drops");

        expect(sent("subscribe").at(-1)).toMatchObject({ topics: [">", "$sys.>", "$alerts.>", "$notify.>"] });
    });
});

describe("the past", () => {
    it("is asked of the history alone", async () => {
        session.actions.look(between);

        expect(sent("unsubscribe")).toHaveLength(1);
        expect(sent("subscribe")).toHaveLength(1);
        expect(api.last.ask).toEqual({ query: "", from: between.from, to: between.to, limit: 2000 });
        expect(state.mode.value.kind).toBe("past");
    });

    it("is what the page begins with when its address says so", () => {
        begin(between);

        expect([sent("subscribe").length, api.searches.length]).toEqual([0, 1]);
    });

    it("is asked again when the broker comes back", async () => {
        begin(between);
        await api.last.fails("the broker cannot be reached");

        reconnect();

        expect(api.searches).toHaveLength(2);
    });

    it("keeps of the window what lies in it", () => {
        subscribed(41);
        const at = (timestamp: string, seq: number) => ({ id: `p-${seq}`, topic: "a", timestamp, seq });
        const events = [at("2026-11-20T09:00:00.000000000Z", 42), at("2026-11-20T10:30:00.000000000Z", 43)];
        environment.last.say({ kind: "events", audience: 4, events });

        session.actions.look(between);

        expect(shown()).toEqual([43]);
    });

    it("leads back to live", () => {
        session.actions.look(between);

        session.actions.goLive();

        expect([state.mode.value.kind, state.range.value]).toEqual(["live", usualRange]);
        expect(sent("subscribe")).toHaveLength(2);
    });

    it("leads back to as much as was looked at before it", () => {
        session.actions.look({ kind: "last", seconds: 86_400 });
        session.actions.look(between);

        session.actions.goLive();

        expect(state.range.value).toEqual({ kind: "last", seconds: 86_400 });
    });
});

describe("a replay", () => {
    const from = "2026-11-20T10:00:00Z";

    it("plays from a time, in an empty table", () => {
        subscribed(41, 42);

        session.actions.replay(from, 4);

        expect(shown()).toEqual([]);
        expect(sent("subscribe").at(-1)).toMatchObject({ from: { time: from }, speed: 4, maxRate: 500 });
        expect(api.searches).toHaveLength(1);
    });

    it("tells where it is", () => {
        session.actions.replay(from, 4);
        subscribed(0);

        environment.last.say({
            kind: "events",
            audience: 4,
            events: [{ topic: "a", seq: 7, timestamp: "2026-11-20T10:00:03.000000000Z" }],
        });

        expect(state.mode.value).toMatchObject({ kind: "replay", at: "2026-11-20T10:00:03.000000000Z" });
    });

    it("goes on behind the last event at another speed", () => {
        session.actions.replay(from, 4);
        subscribed(0, 7);

        session.actions.setReplaySpeed(0.25);

        expect(sent("subscribe").at(-1)).toMatchObject({ from: { seq: 7, epoch: "e1" }, speed: 0.25 });
        expect(shown()).toEqual([7]);
    });

    it("stands still while it is paused", () => {
        session.actions.replay(from, 4);
        subscribed(0, 7);

        session.actions.togglePause();
        expect(sent("unsubscribe")).toHaveLength(2);
        session.actions.togglePause();

        expect(sent("subscribe").at(-1)).toMatchObject({ from: { seq: 7, epoch: "e1" } });
    });

    it("leads back to live", () => {
        session.actions.replay(from, 4);
        subscribed(0, 7);

        session.actions.goLive();
        subscribed(90);

        expect(sent("subscribe").at(-1)).toMatchObject({ from: "now" });
        expect([shown(), api.last.ask.before]).toEqual([[], 91]);
    });
});

it("draws once a frame, however much comes", () => {
    subscribed(41);
    const before = state.revision.value;
    const frames = hold();

    environment.last.say(eventsOf(42), eventsOf(43));
    expect([state.revision.value, frames.length]).toEqual([before, 1]);
    frames[0]?.();

    expect(state.revision.value).toBe(before + 1);
});

describe("the broker", () => {
    it("is away, and comes back with what was missed", () => {
        subscribed(41, 42);
        reconnect();
        const { id } = sent("subscribe")[0] as { id: number };

        environment.last.say({ kind: "subscribed", id, audience: 4, seq: 42 });
        environment.last.say({ kind: "gap", audience: 4, from: 43, to: 50, count: 8, reason: "trimmed" });

        expect(state.returned.value).toMatchObject({ missed: 8, isNewEpoch: false });
        expect(state.returned.value?.awayMs).toBeGreaterThan(0);
        expect(shown()).toEqual([42, "gap"]);
    });

    it("was started anew", () => {
        reconnect("e2");

        expect(state.window.shown.at(0)).toMatchObject({ kind: "epoch", before: "e1", after: "e2" });
        expect(state.returned.value).toMatchObject({ isNewEpoch: true });
    });

    it("samples, and the page says so until it no longer does", () => {
        subscribed(41);

        environment.last.say({ kind: "sampled", audience: 4, seen: 48_210, sent: 500 });
        session.tick();
        expect(state.sampling.value).toEqual({ seen: 48_210, sent: 500 });
        expect(state.window.counts.sampledOut).toBe(47_710);
        session.tick();

        expect(state.sampling.value).toBeUndefined();
    });
});
