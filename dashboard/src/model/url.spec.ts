import { describe, expect, it } from "vitest";

import { usualRange } from "./range";
import { readView, withParameter, writeView, type View } from "./url";

const usual: View = { view: "events", query: "", hidden: new Set(), range: usualRange };
const view: View = {
    view: "templates",
    query: "city:Köln (a OR b) x>5 & more",
    hidden: new Set(["trace", "debug"]),
    range: { kind: "last", seconds: 3600 },
};

it("gives back the view that was written", () => {
    expect(readView(writeView("", view))).toEqual({ ...view, columns: "", more: {} });
});

it("gives back a range between two times to the nanosecond", () => {
    const range = { kind: "between", from: "2026-11-20T10:57:33.123456789Z", to: "2026-11-20T11:00:00Z" } as const;

    expect(readView(writeView("?range=1h", { ...view, range })).range).toEqual(range);
});

it("shows everything of the usual range where nothing is said", () => {
    expect(readView("")).toMatchObject(usual);
    expect(writeView("", usual)).toBe("");
});

it("keeps what others put there, but not the token", () => {
    expect(writeView("?broker=ws://b:1&token=secret&q=old&by=city", usual)).toBe("?broker=ws%3A%2F%2Fb%3A1&by=city");
});

it("hands out what others put there", () => {
    expect(readView("?q=a&cols=time,level&by=city&token=secret")).toMatchObject({
        columns: "time,level",
        more: { by: "city" },
    });
});

it("puts and removes one parameter beside all others", () => {
    expect(withParameter("?q=a&by=city", "by", "host")).toBe("?q=a&by=host");
    expect(withParameter("?by=city", "by", "")).toBe("");
});

describe("what nobody could have meant", () => {
    it("is no level", () => {
        expect(readView("?hide=debug,loud").hidden).toEqual(new Set(["debug"]));
    });

    it.each(["?range=soon", "?range=0s", "?from=2026-11-20T10:00:00Z", "?from=yesterday&to=today"])(
        "is no range: %s",
        (search) => {
            expect(readView(search).range).toEqual(usualRange);
        },
    );

    it("is no view", () => {
        expect(readView("?view=secrets").view).toBe("events");
    });
});

it("reads the topics of earlier links as terms of the query", () => {
    expect(readView("?topics=logs.>&q=slow").query).toBe("topic:logs.> slow");
    expect(readView("?topics=logs.>,orders.*").query).toBe("topic:(logs.> OR orders.*)");
    expect(readView("?topics=>").query).toBe("");
    expect(writeView("?topics=logs.>", { ...usual, query: "topic:logs.>" })).toBe("?q=topic%3Alogs.%3E");
});
