import { describe, expect, it, vi } from "vitest";

import type { RealtimeEvent } from "../model/event";
import type { Progress } from "./api";
import { createHttpApi } from "./http_api";

const encoder = new TextEncoder();

function bodyOf(...pieces: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
    return new ReadableStream({
        start(controller) {
            for (const piece of pieces) controller.enqueue(typeof piece === "string" ? encoder.encode(piece) : piece);
            controller.close();
        },
    });
}

// An interface whose broker answers every request so.
function apiOf(answer: Response, token?: string) {
    const fetch = vi.fn(async (_url: string, _options: RequestInit) => answer);
    const api = createHttpApi({ base: "http://b:1/", token, fetch: fetch as unknown as typeof globalThis.fetch });
    return { api, fetch, url: () => new URL(fetch.mock.calls[0]?.[0] ?? "") };
}

async function search(api: ReturnType<typeof apiOf>["api"]) {
    const events: RealtimeEvent[] = [];
    const progress: Progress[] = [];
    const done = await api.events(
        {},
        { events: (found) => events.push(...found), progress: (each) => progress.push(each) },
    );
    return { events, progress, done };
}

describe("a search", () => {
    it("asks for a stream of what the query wants", async () => {
        const { api, url } = apiOf(new Response(bodyOf('{"done":{}}\n')));

        await api.events({ query: "level>=warn", from: "-15m", before: 9, limit: 20 }, { events: () => {} });

        expect(url().pathname).toBe("/api/events");
        expect(Object.fromEntries(url().searchParams)).toEqual({
            query: "level>=warn",
            from: "-15m",
            before: "9",
            limit: "20",
            format: "stream",
        });
    });

    it("tells what is found as it comes, however the bytes are cut", async () => {
        const bytes = encoder.encode(
            '{"event":{"seq":7,"data":{"city":"Køln","n":9007199254740993}}}\n{"event":{"seq":6}}\n{"done":{}}\n',
        );
        const { api } = apiOf(new Response(bodyOf(...Array.from(bytes, (byte) => Uint8Array.of(byte)))));

        const { events } = await search(api);

        expect(events.map(({ seq }) => seq)).toEqual([7, 6]);
        expect(events[0]?.data).toEqual({ city: "Køln", n: 9007199254740993n });
    });

    it("tells how far it is, and where to go on", async () => {
        const early = '{"progress":{"blocks":9,"scanned":2}}\n';
        const late = '{"done":{"progress":{"blocks":9,"scanned":9},"next":5}}\n';
        const { api } = apiOf(new Response(bodyOf(early, late)));

        const { progress, done } = await search(api);

        expect(progress).toMatchObject([{ blocks: 9, scanned: 2, skipped: 0 }]);
        expect(done).toMatchObject({ next: 5, progress: { scanned: 9 } });
    });

    it("fails where the answer breaks off", async () => {
        const { api } = apiOf(new Response(bodyOf('{"event":{"seq":7}}\n{"eve')));

        await expect(search(api)).rejects.toMatchObject({ error: 0, mayRetry: true });
    });

    it("names the broker's own topics where the query does", async () => {
        const { api, url } = apiOf(new Response(bodyOf('{"done":{}}\n')));

        await api.events({ query: "topic:$sys.drops" }, { events: () => {} });

        expect(url().searchParams.getAll("topic")).toEqual([">", "$sys.>", "$alerts.>", "$notify.>"]);
    });

    it("ends early where it is given up", async () => {
        const given = new AbortController();
        const { api } = apiOf(new Response(bodyOf('{"event":{"seq":7}}\n', '{"done":{}}\n')));
        const stop = { events: () => given.abort(new Error("enough")) };

        await expect(api.events({}, stop, given.signal)).rejects.toThrow("enough");
    });
});

describe("a refusal", () => {
    it("is the broker's numbered error", async () => {
        const text = '{"error":116,"name":"malformed_query","detail":"at character 7: unknown level","mayRetry":false}';
        const { api } = apiOf(new Response(text, { status: 400 }));

        await expect(api.topics()).rejects.toMatchObject({
            error: 116,
            detail: "at character 7: unknown level",
            mayRetry: false,
        });
    });

    it("may come from something in between that is no broker", async () => {
        const { api } = apiOf(new Response("<html>", { status: 502, statusText: "Bad Gateway" }));

        await expect(api.stats()).rejects.toMatchObject({ error: 0, detail: "HTTP 502 Bad Gateway", mayRetry: true });
    });

    it("is said of a broker that does not answer", async () => {
        const fetch = () => Promise.reject(new TypeError("Failed to fetch"));
        const api = createHttpApi({ base: "http://b:1/", fetch });

        await expect(api.stats()).rejects.toMatchObject({ error: 0, detail: "the broker cannot be reached" });
    });
});

it("carries the token in a header, and never in a link", async () => {
    const { api, fetch } = apiOf(new Response("{}"), "s3cret");

    await api.stats();

    expect(fetch.mock.calls[0]?.[1].headers).toEqual({ Authorization: "Bearer s3cret" });
    expect(api.exportUrl({ query: "a b", from: "-1h" })).toBe("http://b:1/api/events?query=a+b&from=-1h&format=ndjson");
});

it("fetches as a file what no link leads to: with a token, or from another origin", async () => {
    const isLinkable = (more: { token?: string; page?: string }) =>
        createHttpApi({ base: "http://b:1/", fetch: globalThis.fetch, ...more }).isLinkable;
    expect([isLinkable({}), isLinkable({ page: "http://b:1" })]).toEqual([true, true]);
    expect([isLinkable({ token: "s3cret" }), isLinkable({ page: "http://c:1" })]).toEqual([false, false]);
    const { api, fetch, url } = apiOf(new Response(bodyOf('{"seq":1}\n', '{"seq":2}\n')), "s3cret");
    const bytes: number[] = [];

    const file = await api.exportFile({ query: "a" }, (count) => bytes.push(count), new AbortController().signal);

    expect(await file.text()).toBe('{"seq":1}\n{"seq":2}\n');
    expect(bytes).toEqual([10, 20]);
    expect([url().search, fetch.mock.calls[0]?.[1].headers]).toEqual([
        "?query=a&format=ndjson",
        { Authorization: "Bearer s3cret" },
    ]);
});

it("reads a histogram, whatever is missing in it", async () => {
    const full = '{"time":"t","count":3,"counts":{"info":3},"values":2,"p95":61}';
    const { api } = apiOf(new Response(`{"bucket":"1m","keys":["info"],"total":3,"buckets":[${full},{}]}`));

    const { keys, total, buckets, complete } = await api.histogram({ by: "level" });

    expect([keys, total, complete]).toEqual([["info"], 3, false]);
    expect(buckets).toEqual([
        { time: "t", count: 3, counts: { info: 3 }, values: 2, p95: 61 },
        { time: "", count: 0, counts: {} },
    ]);
});

it("reads topics and clients under the page's names", async () => {
    const topics = '{"topics":[{"name":"logs","events":5,"per_second":1.5,"last_seq":7,"levels":{"info":5}}]}';
    const clients = '{"clients":[{"id":"k","topics":["a"],"events_in":3,"bytes_in":1,"bytes_out":2,"skipped":4}]}';

    const [topic] = await apiOf(new Response(topics)).api.topics();
    const [client] = await apiOf(new Response(clients)).api.clients();

    expect(topic).toMatchObject({ name: "logs", perSecond: 1.5, lastSeq: 7, levels: { info: 5 } });
    expect(client).toMatchObject({ eventsIn: 3, bytesOut: 2, skipped: 4 });
});

it("reads the brokers of a cluster, and whose clients they are", async () => {
    const edges = '{"edges":[{"id":"e1","is_this":true,"leads":true,"events_per_second":1.5,"clients":3},{"id":"e2"}]}';
    const clients = '{"clients":[{"id":"k","edge":"e2"},{"id":"l"}]}';

    const [own, other] = await apiOf(new Response(edges)).api.edges();
    const [far, near] = await apiOf(new Response(clients)).api.clients();

    expect(own).toMatchObject({ id: "e1", isThis: true, leads: true, eventsPerSecond: 1.5, clients: 3 });
    expect(other).toMatchObject({ id: "e2", isThis: false, leads: false, isCaughtUp: false, url: "" });
    expect([far?.edge, near?.edge]).toEqual(["e2", ""]);
});

it("reads fields and templates to the last digit", async () => {
    const field = '{"name":"n","count":2,"types":["number"],"values":[{"value":9007199254740993,"count":1}]}';
    const site = '{"by":"site","template":"a.cpp:1","count":2,"new":false,"first":{"time":"t","seq":1}}';

    const { fields } = await apiOf(new Response(`{"fields":[${field}]}`)).api.fields({});
    const { templates } = await apiOf(new Response(`{"templates":[${site}]}`)).api.templates({});

    expect(fields[0]?.values[0]?.value).toBe(9007199254740993n);
    const [first, last] = [
        { time: "t", seq: 1 },
        { time: "", seq: 0 },
    ];
    expect(templates).toEqual([{ by: "site", template: "a.cpp:1", count: 2, level: "", new: false, first, last }]);
});

describe("levels of loggers", () => {
    it("are read as far as they are told", async () => {
        const net = '{"name":"net","level":"debug","was":"info","until":"2026-11-21T19:05:00.000Z"}';
        const same = '{"name":"db","level":"info","was":"info","until":"2026-11-21T19:05:00.000Z"}';
        const { api } = apiOf(
            new Response(`{"publishers":[{"publisher":"p","source":"a","loggers":[${net},${same},{"name":""},{},7]}]}`),
        );

        const [program] = await api.levels();

        expect(program).toMatchObject({ publisher: "p", source: "a", address: "" });
        expect(program?.loggers).toEqual([
            { name: "net", level: "debug", was: "info", until: "2026-11-21T19:05:00.000Z" },
            { name: "db", level: "info" },
            { name: "", level: "" },
        ]);
    });

    it("are set with what names them, and the token", async () => {
        const { api, fetch, url } = apiOf(new Response('{"asked":[]}', { status: 202 }), "s3cret");

        await api.setLevel({ source: "orders-api", logger: "net", level: "debug", for: "5m" });

        expect(url().href).toBe("http://b:1/api/level");
        expect(fetch.mock.calls[0]?.[1]).toMatchObject({
            method: "POST",
            headers: { Authorization: "Bearer s3cret", "Content-Type": "application/json" },
            body: '{"source":"orders-api","logger":"net","level":"debug","for":"5m"}',
        });
    });

    it.each([
        ["all of them, by leaving it out", {}, '{"source":"a","level":"off","for":"5m"}'],
        ["the default one, by its empty name", { logger: "" }, '{"source":"a","logger":"","level":"off","for":"5m"}'],
    ])("are those of %s", async (_, logger, body) => {
        const { api, fetch } = apiOf(new Response('{"asked":[]}', { status: 202 }));

        await api.setLevel({ source: "a", ...logger, level: "off", for: "5m" });

        expect(fetch.mock.calls[0]?.[1]).toMatchObject({ body });
    });
});

describe("views of the broker", () => {
    it("are read with whatever somebody has put there", async () => {
        const { api } = apiOf(new Response('{"views":[{"name":"a","view":{"n":9007199254740993},"by":"alice"},7]}'));

        expect(await api.views()).toEqual({
            views: [
                { name: "a", view: { n: 9007199254740993n }, by: "alice", saved: "" },
                { name: "", view: null, by: "", saved: "" },
            ],
            kept: false,
        });
    });

    it("are put and deleted under their name, whatever it is", async () => {
        const { api, fetch } = apiOf(new Response("{}"));

        await api.putView("Night/shift? ü", { n: 9007199254740993n });
        await api.deleteView("a#b");

        expect(fetch.mock.calls.map(([url, { method, body }]) => [method, url, body])).toEqual([
            ["PUT", "http://b:1/api/views/Night%2Fshift%3F%20%C3%BC", '{"n":9007199254740993}'],
            ["DELETE", "http://b:1/api/views/a%23b", undefined],
        ]);
        await expect(api.deleteView("..")).rejects.toMatchObject({ mayRetry: false });
    });
});

describe("any other call", () => {
    it("has its method, parameters and body, and answers as an object", async () => {
        const { api, url, fetch } = apiOf(new Response('{"name":"late"}'), "secret");

        const answer = await api.call({ method: "PUT", path: "rules", parameters: { name: "late" }, body: { n: 1 } });

        expect(answer).toEqual({ name: "late" });
        expect(url().href).toBe("http://b:1/api/rules?name=late");
        const headers = { Authorization: "Bearer secret", "Content-Type": "application/json" };
        expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: "PUT", body: '{"n":1}', headers });
    });

    it("may be answered with nothing, or with something odd", async () => {
        expect(await apiOf(new Response("")).api.call({ path: "silences" })).toEqual({});
        expect(await apiOf(new Response("[1]")).api.call({ path: "silences" })).toEqual({});
    });

    it("tells the lines of its answer as they come", async () => {
        const { api } = apiOf(new Response(bodyOf('{"kind":"a"}\n{"kind":', '"b"}\n7\n')));
        const found: unknown[] = [];

        await api.callLines({ method: "POST", path: "rules/test", body: {} }, (lines) => found.push(...lines));

        expect(found).toEqual([{ kind: "a" }, { kind: "b" }, {}]);
    });

    it("fails as the broker says", async () => {
        const refusal = '{"error":181,"name":"invalid_config","detail":"no such kind (rule.yaml:2)"}';
        const { api } = apiOf(new Response(refusal, { status: 400 }));

        await expect(api.callLines({ path: "rules/test" }, () => {})).rejects.toMatchObject({ error: 181 });
    });

    it("fails as the broker says in the middle of its answer", async () => {
        const { api } = apiOf(new Response(bodyOf('{"kind":"a"}\n', '{"error":141,"detail":"it took too long"}\n')));

        await expect(api.callLines({ path: "rules/test" }, () => {})).rejects.toMatchObject({ error: 141 });
    });
});
