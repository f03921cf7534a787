import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { readEvent } from "../../model/event";
import { parseQuery } from "../../model/query/parse";
import { fakeParts, type FakeParts } from "./fake_parts";
import { createHistory } from "./history";
import { createMarks } from "./marks";

let parts: FakeParts;

beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse("2026-11-20T10:00:00Z") });
    parts = fakeParts();
    parts.fake.searches.length = 0;
});
afterEach(() => void vi.useRealTimers());

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const told = (state: string, at: string) =>
    readEvent({ type: `alert.${state}`, topic: "$alerts.late", seq: 1, data: { rule: "late", state, at } });

describe("the history of alerts", () => {
    it("is what was told in the time that is looked at", async () => {
        const history = createHistory(parts);
        const end = history.watch();
        await pass(100);
        const search = parts.fake.last;
        search.found.events([told("firing", "2026-11-20T09:55:00Z")]);
        await Promise.all([search.ends(7), pass(10)]);

        expect(search.ask).toEqual({ query: "topic:$alerts.>", from: "-900s", limit: 100 });
        expect(history.transitions.value.value).toMatchObject({ found: [{ state: "firing" }], hasMore: true });
        end();
    });

    it("is asked anew when something is told, of one rule or one alert, and when more is wanted", async () => {
        const history = createHistory(parts);
        history.watch();
        const last = async () => {
            await pass(100);
            return parts.fake.last.ask;
        };
        history.ofRule("late");
        history.more();
        expect(await last()).toMatchObject({ query: 'topic:$alerts.> rule:"late"', limit: 200 });
        history.ofRule("");
        parts.state.alertPlace.value = "history/f1";
        expect(await last()).toMatchObject({ query: 'topic:$alerts.> fingerprint:"f1"', limit: 100 });
        const before = parts.fake.searches.length;
        parts.state.alertNews.value += 1;
        await last();

        expect(parts.fake.searches.length).toBe(before + 1);
        for (const { ask } of parts.fake.searches) {
            expect(parseQuery(ask.query ?? "", new Date()).kind, ask.query).toBe("query");
        }
    });
});

describe("marks of alerts", () => {
    it("are where alerts began and ended within what is charted", async () => {
        const to = Date.now();
        parts.state.timeSpan.value = { from: to - 900_000, to };
        const marks = createMarks(parts);
        marks.watch();
        await pass(100);
        const search = parts.fake.last;
        search.found.events([told("resolved", "2026-11-20T09:58:00Z"), told("firing", "2026-11-20T09:50:00Z")]);
        await Promise.all([search.ends(), pass(10)]);

        expect(parseQuery(search.ask.query ?? "", new Date()).kind).toBe("query");
        expect(marks.marks.value.map(({ alerts }) => alerts[0]?.state)).toEqual(["firing", "resolved"]);

        parts.state.timeSpan.value = { from: to - 300_000, to };
        expect(marks.marks.value.map(({ alerts }) => alerts[0]?.state)).toEqual(["resolved"]);
    });
});
