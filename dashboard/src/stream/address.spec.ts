import { expect, it } from "vitest";

import { hostOf, httpBase, socketUrl } from "./address";

const page = "http://127.0.0.1:3030/?q=x#y";

it("is the page's own broker where none is named", () => {
    expect(socketUrl(undefined, page, undefined)).toBe("ws://127.0.0.1:3030/ws");
    expect(socketUrl("", "https://logs.example/index.html", undefined)).toBe("wss://logs.example/ws");
});

it("finds the endpoint of a broker that is named by its host", () => {
    expect(socketUrl("ws://b:1", page, undefined)).toBe("ws://b:1/ws");
    expect(socketUrl("https://b", page, undefined)).toBe("wss://b/ws");
});

it("keeps a path, as a proxy has it", () => {
    expect(socketUrl("wss://b/logs/ws", page, undefined)).toBe("wss://b/logs/ws");
});

it("passes the token on", () => {
    expect(socketUrl("ws://b:1", page, "a&b")).toBe("ws://b:1/ws?token=a%26b");
});

it("refuses what is no address of a broker", () => {
    expect(() => socketUrl("ftp://b", page, undefined)).toThrow("expected ws://");
});

it("shows the host and not the token", () => {
    expect(hostOf("ws://b:1/ws?token=secret")).toBe("b:1");
});

it("knows where the broker of a socket answers HTTP", () => {
    expect(httpBase("ws://b:1/ws?token=secret")).toBe("http://b:1/");
    expect(httpBase("wss://b/logs/ws")).toBe("https://b/logs/");
    expect(httpBase("wss://b/logs")).toBe("https://b/logs/");
});
