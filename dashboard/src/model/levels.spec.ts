import { describe, expect, it } from "vitest";

import type { PublisherLevels } from "../stream/api";
import { readEvent, type RealtimeEvent } from "./event";
import type { JsonObject } from "./json";
import { isSameTarget, loggerOfEvent, suggestedLevel } from "./levels";

function said(logger: string, more: JsonObject = {}): RealtimeEvent {
    return readEvent({ id: "p1-7", clientId: "p1", source: "orders-api", data: { logger }, ...more });
}

function program(publisher: string, level: string, name = "net"): PublisherLevels {
    return { publisher, source: "orders-api", address: "", loggers: [{ name, level }] };
}

describe("the logger of an event", () => {
    it("is set in every program of its source", () => {
        expect(loggerOfEvent(said("net"), [program("p1", "info")])).toEqual({
            target: { source: "orders-api", logger: "net" },
            source: "orders-api",
            name: "net",
            now: { name: "net", level: "info" },
        });
    });

    it("is at the level that it has in the program that said it", () => {
        const known = [program("p2", "info"), program("p1", "debug")];

        expect(loggerOfEvent(said("net"), known)?.now?.level).toBe("debug");
    });

    it("lives on in the next run of its program", () => {
        expect(loggerOfEvent(said("net"), [program("p2", "info")])?.now?.level).toBe("info");
    });

    it("is one of the publisher alone where that has no source", () => {
        const nameless = { ...program("p1", "info"), source: "" };

        expect(
            loggerOfEvent(said("net", { source: "" }), [nameless, { ...program("p2", "debug"), source: "" }]),
        ).toMatchObject({
            target: { publisher: "p1", logger: "net" },
            now: { level: "info" },
        });
    });

    it("cannot be set where its program does not allow it, or does not know it", () => {
        expect(loggerOfEvent(said("net"), [])?.obstacle).toBe("not_allowed");
        expect(loggerOfEvent(said("db"), [program("p1", "info")])?.obstacle).toBe("no_such_logger");
    });

    it("is there only where a logger said it", () => {
        expect(loggerOfEvent(readEvent({ id: "1", data: { message: "shipped" } }), [])).toBeUndefined();
        expect(loggerOfEvent(readEvent({ id: "1", data: { logger: 7 } }), [])).toBeUndefined();
    });
});

describe("the default logger of an event", () => {
    const byDefault = { target: { source: "orders-api", logger: "" }, name: "", now: { name: "", level: "info" } };
    const nameless = said("", { data: { level: "info", message: "started" } });

    it("is the one with the empty name", () => {
        expect(loggerOfEvent(said(""), [program("p1", "debug"), program("p1", "info", "")])).toMatchObject(byDefault);
        expect(loggerOfEvent(said(""), [program("p1", "debug")])?.obstacle).toBe("no_such_logger");
    });

    it("said what names no logger, where the program has one", () => {
        expect(loggerOfEvent(nameless, [program("p1", "info", "")])).toMatchObject(byDefault);
        expect(loggerOfEvent(nameless, [program("p2", "info", "")])).toMatchObject(byDefault);
        expect(loggerOfEvent(nameless, [program("p1", "info")])).toBeUndefined();
        expect(loggerOfEvent(nameless, [])).toBeUndefined();
    });

    it("said neither what is no log call nor what names a logger in another way", () => {
        const known = [program("p1", "info", "")];

        expect(loggerOfEvent(said("", { type: "OrderShipped", data: { order_id: 7 } }), known)).toBeUndefined();
        expect(loggerOfEvent(said("", { data: { level: "info", logger: null } }), known)).toBeUndefined();
    });
});

it("takes all loggers and the default one for two targets", () => {
    expect(isSameTarget({ source: "a" }, { source: "a", logger: "" })).toBe(false);
    expect(isSameTarget({ source: "a", logger: "" }, { source: "a", logger: "" })).toBe(true);
});

it("suggests to know more", () => {
    expect(["info", "debug", "off", undefined].map(suggestedLevel)).toEqual(["debug", "trace", "debug", "debug"]);
});
