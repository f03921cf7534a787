import { expect, it } from "vitest";

import { readEvent } from "../model/event";
import { ApiError, type Api, type EventsAsk, type EventsFound } from "../stream/api";
import { FakeApi, noProgress } from "../stream/fake_api";
import { RunFinder } from "./run_finder";

const done = { epoch: "e", progress: noProgress };

// Two publishers: `old` has ended, `new` goes on.
function broker(isAdmin = true): { api: Api; searched: string[] } {
    const searched: string[] = [];
    const api = new FakeApi() as FakeApi & Api;
    const counts = { old: 3, new: 5 };
    const bucket = { time: "2026-11-20T10:00:00Z", count: 8, counts };
    const rest = { from: "", to: "", bucket: "1m", total: 8, complete: true, progress: noProgress };
    api.histogram = (() => Promise.resolve({ ...rest, keys: ["new", "old"], buckets: [bucket] })) as never;
    api.accounting = (() =>
        isAdmin
            ? Promise.resolve({ publishers: [{ id: "new", tail: "connected" }] })
            : Promise.reject(new ApiError(161, "admin", false))) as never;
    api.events = (ask: EventsAsk, found: EventsFound) => {
        searched.push(`${ask.query} ${ask.order}`);
        const timestamp = ask.order === "oldest" ? "2026-11-20T10:00:00Z" : "2026-11-20T10:05:00Z";
        found.events([readEvent({ topic: "a", source: "orders", timestamp })]);
        return Promise.resolve(done);
    };
    return { api, searched };
}

const never = new AbortController().signal;

it("finds each publisher's first and last event", async () => {
    const runs = await new RunFinder(broker().api).find(3600, never);

    expect(runs.map(({ id, events, isConnected }) => [id, events, isConnected])).toEqual([
        ["new", 5, true],
        ["old", 3, false],
    ]);
    expect(runs[0]).toMatchObject({ source: "orders", first: "2026-11-20T10:00:00Z", last: "2026-11-20T10:05:00Z" });
});

it("asks again only for what may have changed", async () => {
    const { api, searched } = broker();
    const finder = new RunFinder(api);
    await finder.find(3600, never);
    searched.length = 0;

    await finder.find(3600, never);

    expect(searched).toEqual(["clientId:new newest"]);
});

it("does without the right to know who is connected", async () => {
    const runs = await new RunFinder(broker(false).api).find(3600, never);

    expect(runs.map(({ isConnected }) => isConnected)).toEqual([false, false]);
});
