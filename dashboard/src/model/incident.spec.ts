import { describe, expect, it } from "vitest";

import { readEvent, type RealtimeEvent } from "./event";
import {
    IncidentLines,
    incidentParts,
    inertJson,
    mostEvents,
    readAbout,
    readEvents,
    type IncidentAbout,
    type IncidentViewer,
} from "./incident";
import { Redactor, usualKeys } from "./redact";

const viewer: IncidentViewer = { script: "run()", style: "b{}", scriptHash: "sha256-a", styleHash: "sha256-b" };
const about: IncidentAbout = {
    title: "Orders </title><b>",
    note: "</script><img src=x onerror=alert(1)>",
    query: "level>=warning",
    from: "2026-11-20T10:00:00Z",
    to: "2026-11-20T11:00:00Z",
    saved: "2026-11-20T11:00:01.000000000Z",
    hidden: ["password"],
    isCut: true,
};

function event(seq: number, data: RealtimeEvent["data"] = {}): RealtimeEvent {
    const timestamp = "2026-11-20T10:00:00.123456789Z";
    return readEvent({ id: `p-${seq}`, topic: "logs.a", type: "logger.info", source: "s", timestamp, seq, data });
}

function fileOf(...events: RealtimeEvent[]): string {
    const lines = new IncidentLines(new Redactor(usualKeys));
    for (const each of events) lines.add(each);
    return incidentParts(viewer, about, lines.oldestFirst()).join("");
}

function dataOf(file: string, id: string): string {
    return new RegExp(`<script type="application/json" id="${id}">([^<]*)</script>`).exec(file)?.[1] ?? "";
}

describe("an incident's file", () => {
    it("gives back what was put in, oldest first and digit by digit", () => {
        const newest = event(2, { n: 18446744073709551615n, deep: [{ "</script>": "\u2028\u202e\u0000<!--" }] });
        const file = fileOf(newest, event(1, { message: "a" }));

        expect(readEvents(dataOf(file, "events"))).toEqual([event(1, { message: "a" }), newest]);
        expect(readAbout(dataOf(file, "about"))).toEqual(about);
    });

    it("has one script, and its policy runs nothing else", () => {
        const file = fileOf(event(1, { message: "</script><script>alert(1)</script>" }));

        expect(file.match(/<script>/g)).toHaveLength(1);
        expect(file).toContain(`content="default-src 'none'; script-src 'sha256-a'; style-src 'sha256-b';`);
        expect(file).toContain("<title>Orders &lt;/title>&lt;b></title>");
        expect(file).not.toContain("<img");
    });

    it("has events that any reader of JSON takes", () => {
        expect(JSON.parse(dataOf(fileOf(event(2), event(1)), "events"))).toHaveLength(2);
        expect(JSON.parse(dataOf(fileOf(), "events"))).toEqual([]);
    });
});

it("writes JSON that neither HTML nor an editor takes for something else", () => {
    expect(inertJson({ a: "</script>\u2028\u2029\u202e\ud800" })).toBe(
        '{"a":"\\u003c/script>\\u2028\\u2029\\u202e\\ud800"}',
    );
});

describe("the lines of an incident", () => {
    it("hide what is secret, wherever it stands, but neither number nor time", () => {
        const lines = new IncidentLines(new Redactor([...usualKeys, "source", "seq", "timestamp"]));
        const data = { message: "token=hunter2", headers: [{ Authorization: "hunter2" }] };
        lines.add({ ...event(1, data), metadata: { secret: "hunter2" } });

        expect(lines.oldestFirst().join()).not.toContain("hunter2");
        const [read] = readEvents(lines.oldestFirst().join());
        expect(read).toMatchObject({ seq: 1, source: "***", timestamp: event(1).timestamp });
    });

    it("end where their bytes do", () => {
        const lines = new IncidentLines(new Redactor([]), 1000);
        const taken = Array.from({ length: 9 }, (_, index) => lines.add(event(index, { message: "ä".repeat(100) })));

        expect(taken.slice(0, 3)).toEqual([true, true, false]);
        expect(lines.count).toBe(2);
    });

    it("end where there are too many", () => {
        const lines = new IncidentLines(new Redactor([]));
        for (let seq = 0; seq < mostEvents; seq += 1) lines.add(event(seq));

        expect(lines.add(event(mostEvents))).toBe(false);
        expect(lines.count).toBe(mostEvents);
    });
});

it("reads what is no such file as an empty one", () => {
    const nothing = { title: "", note: "", query: "", from: "", to: "", saved: "", hidden: [], isCut: false };

    expect(readAbout('{"title":1,"hidden":"x"}')).toEqual(nothing);
    expect(readEvents("")).toEqual([]);
});
