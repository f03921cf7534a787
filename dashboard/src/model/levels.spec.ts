import { describe, expect, it } from "vitest";

import type { PublisherLevels } from "../stream/api";
import { readEvent, type RealtimeEvent } from "./event";
import type { JsonObject } from "./json";
import { loggerOfEvent, suggestedLevel } from "./levels";

function said(logger: string, more: JsonObject = {}): RealtimeEvent {
    return readEvent({ id: "p1-7", clientId: "p1", source: "orders-api", data: { logger }, ...more });
}

function program(publisher: string, level: string): PublisherLevels {
    return { publisher, source: "orders-api", address: "", loggers: [{ name: "net", level }] };
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

it("suggests to know more", () => {
    expect(["info", "debug", "off", undefined].map(suggestedLevel)).toEqual(["debug", "trace", "debug", "debug"]);
});
