import { request } from "node:http";

import { afterAll, beforeAll, expect, it } from "vitest";

import { stranger, useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { Site } from "./site";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();
let site: Site;

beforeAll(async () => {
    site = await Site.start(stranger, "<!doctype html><title>stranger</title>");
});
afterAll(() => site.stop());

// "open" or "refused".
function trySocket(url: string): Promise<string> {
    return new Promise((resolve) => {
        const socket = new WebSocket(url, "logbeam.v1");
        socket.onopen = () => resolve("open");
        socket.onerror = () => resolve("refused");
    });
}

// The status that the broker answers to a request with these headers.
function statusFor(headers: Record<string, string>): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
        const asked = request(`${broker().url}/api/stats`, { headers }, (response) => {
            response.resume();
            resolve(response.statusCode);
        });
        asked.on("error", reject);
        asked.end();
    });
}

it("lets the broker's own page open a socket", async () => {
    const page = await newPage();
    await page.goto(broker().url);

    expect(await page.evaluate(trySocket, `${broker().webSocketUrl}/ws`)).toBe("open");
});

it("refuses the socket of a page from a foreign origin", async () => {
    const page = await newPage();
    await page.goto(site.url);

    expect(await page.evaluate(trySocket, `${broker().webSocketUrl}/ws`)).toBe("refused");
    expect(await page.evaluate(trySocket, `${broker().webSocketUrl}/some-topic`)).toBe("refused");
});

it("tells nothing to a page from a foreign origin", async () => {
    const page = await newPage();
    await page.goto(site.url);

    const read = page.evaluate((url) => fetch(url).then((answer) => answer.text()), `${broker().url}/api/events`);

    await expect(read).rejects.toThrow("Failed to fetch");
    expect(await statusFor({ Origin: site.url })).toBe(403);
});

it("takes no event from a page from a foreign origin", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    const page = await newPage();
    await page.goto(site.url);

    // A request that a browser sends without asking first; its answer is hidden, its effect would not be.
    await page.evaluate(async (url) => {
        const body = JSON.stringify({ topic: "logs.forged", type: "logger.info", data: { message: "forged" } });
        await fetch(url, { method: "POST", mode: "no-cors", body }).catch(() => undefined);
    }, `${broker().url}/api/events`);
    await broker().publish({ topic: "logs.real", type: "logger.info", data: { message: "real" } });

    await dashboard.shows("real");
    await dashboard.rowCount(1);
});

it("refuses a page that was bound to the broker's address under a foreign name", async () => {
    const page = await newPage();

    const answer = await page.goto(`http://${stranger}:${broker().port}/`);

    expect(answer?.status()).toBe(403);
    expect(await statusFor({ Host: `${stranger}:${broker().port}` })).toBe(403);
    expect(await statusFor({ Host: `127.0.0.1:${broker().port}` })).toBe(200);
});
