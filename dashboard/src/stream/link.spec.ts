import { beforeEach, expect, it } from "vitest";

import { FakeEnvironment } from "./fake_environment";
import { Link } from "./link";

let environment: FakeEnvironment;
let heard: string[];
let link: Link;

beforeEach(() => {
    environment = new FakeEnvironment();
    heard = [];
    link = new Link(
        {
            url: "ws://b/ws",
            subprotocol: "p",
            ping: '"ping"',
            onOpen: () => link.ready(),
            onText: (text) => heard.push(text),
            onDown: (reason, retryAt) =>
                heard.push(`down: ${reason}, again in ${Math.round(retryAt - environment.now())}`),
            onRetry: () => heard.push("retry"),
        },
        environment,
    );
});

function fail(times: number): void {
    for (let time = 0; time < times; time += 1) {
        environment.last.break();
        environment.advance(10_000);
    }
}

it("opens one socket with the subprotocol", () => {
    link.open();

    expect(environment.sockets.map(({ url, subprotocol }) => [url, subprotocol])).toEqual([["ws://b/ws", "p"]]);
});

it("waits longer after each failure in a row", () => {
    link.open();

    fail(3);
    environment.last.break();

    const waits = heard.filter((each) => each.startsWith("down")).map((each) => Number(/\d+$/.exec(each)?.[0]));
    expect(waits).toEqual([100, 200, 400, 800]);
});

it("starts from the shortest wait after a connection that lasted", () => {
    link.open();
    fail(3);
    environment.last.onopen?.();
    environment.advance(6_000);
    heard = [];

    environment.last.break();

    expect(heard).toEqual(["down: the connection broke, again in 100"]);
});

it("does not hammer a peer that accepts and closes", () => {
    link.open();
    fail(2);
    environment.last.onopen?.();
    heard = [];

    environment.last.break();

    expect(heard).toEqual(["down: the connection broke, again in 400"]);
});

it("says why it is down as far as a browser tells", () => {
    link.open();
    environment.last.break();
    environment.advance(200);
    environment.last.break(1001);
    environment.advance(400);
    environment.last.break(1008, "unauthorized");

    expect(heard.filter((each) => each !== "retry").map((each) => each.replace(/, again.*/, ""))).toEqual([
        "down: it cannot be reached, or refuses this page",
        "down: it is going away",
        "down: unauthorized",
    ]);
});

it("gives up on a peer that does not answer", () => {
    link.open();

    environment.advance(10_000);

    expect(heard[0]).toContain("down: it does not answer");
    expect(environment.sockets[0]?.isClosed).toBe(true);
});

it("asks a peer that is silent whether it is there, and leaves it when it is not", () => {
    link.open();
    environment.last.onopen?.();

    environment.advance(15_000);
    expect(environment.last.sent).toEqual(["ping"]);
    environment.advance(10_000);

    expect(heard[0]).toContain("down: it has fallen silent");
});

it("stays with a peer that answers", () => {
    link.open();
    environment.last.onopen?.();

    for (let minute = 0; minute < 10; minute += 1) {
        environment.advance(15_000);
        environment.last.say({});
    }

    expect(heard.every((each) => each === "{}")).toBe(true);
    expect(environment.sockets).toHaveLength(1);
});

it("hears nothing more from a socket that it left", () => {
    link.open();
    const old = environment.last;
    link.drop("enough");

    old.say({ late: true });
    old.break();

    expect(heard).toEqual(["down: enough, again in 100"]);
});

it("tries at once when asked", () => {
    link.open();
    environment.last.break();

    link.retryNow();

    expect(environment.sockets).toHaveLength(2);
    environment.advance(1_000);
    expect(environment.sockets).toHaveLength(2);
});

it("is quiet after it was closed", () => {
    link.open();
    environment.last.break();

    link.close();
    environment.advance(60_000);

    expect(environment.sockets).toHaveLength(1);
});

it("is down, and not broken, where a page may open no such socket", () => {
    environment.refusesSockets = "insecure";

    link.open();
    environment.advance(150);

    expect(heard).toEqual(["down: insecure, again in 100", "retry", "down: insecure, again in 200"]);
});
