import { expect, it } from "vitest";

import type { TemplateInfo } from "../stream/api";
import { groupRuns, newTemplates, rangeOf, runBefore, runQuery, type Run } from "./runs";

function run(id: string, source: string, minute: number, isConnected = false): Run {
    const at = (second: number): string => `2026-11-20T10:${String(minute).padStart(2, "0")}:${second}.000000000Z`;
    return { id, source, first: at(10), last: at(50), events: 1, isConnected };
}

function template(text: string, by: TemplateInfo["by"] = "template"): TemplateInfo {
    const seen = { time: "", seq: 1 };
    return { by, template: text, count: 1, level: "info", first: seen, last: seen };
}

const runs = [run("a", "orders", 1), run("b", "web", 2), run("c", "orders", 3)];

it("groups by program, the last started first", () => {
    expect(groupRuns(runs).map(({ source, runs: its }) => [source, its.map(({ id }) => id)])).toEqual([
        ["orders", ["c", "a"]],
        ["web", ["b"]],
    ]);
});

it("finds the run before of the same program", () => {
    const [first, , last] = runs as [Run, Run, Run];

    expect(runBefore(runs, last)?.id).toBe("a");
    expect(runBefore(runs, first)).toBeUndefined();
});

it("looks at all of a run that ended, and live at one that goes on", () => {
    const now = Date.parse("2026-11-20T10:11:10Z");

    expect(rangeOf(run("a", "orders", 1), now)).toEqual({
        kind: "between",
        from: "2026-11-20T10:01:10.000000000Z",
        to: "2026-11-20T10:01:50.999999999Z",
    });
    expect(rangeOf(run("a", "orders", 1, true), now)).toEqual({ kind: "last", seconds: 605 });
});

it("names what a run says that the run before did not", () => {
    const before = [template("started"), template("order shipped")];
    const now = [template("started"), template("out of boxes"), template("order shipped", "message")];

    expect(newTemplates(now, before).map(({ by, template: text }) => [by, text])).toEqual([
        ["template", "out of boxes"],
        ["message", "order shipped"],
    ]);
});

it("asks for a run by its publisher, whatever that is called", () => {
    expect(runQuery("k3v9t2m8q1x0z")).toBe("clientId:k3v9t2m8q1x0z");
    expect(runQuery('a "b" OR c')).toBe('clientId:"a \\"b\\" OR c"');
});
