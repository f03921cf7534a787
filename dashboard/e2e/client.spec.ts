// The JavaScript client as a page of a user has it: import { RealtimeClient } from "/client.js".
import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import type { RealtimeClient, RealtimeEvent } from "../src/stream/client";
import { useBrowser } from "./browser";
import { calls, useBroker } from "./with_broker";

declare global {
    var offered: { RealtimeClient: typeof RealtimeClient };
    var client: RealtimeClient;
    var heard: RealtimeEvent[];
    var told: string[];
}

const newPage = useBrowser();
const broker = useBroker();

// A page with a connected client that writes down what it hears.
async function pageWithClient(topic: string): Promise<Page> {
    const page = await newPage();
    await page.goto(broker().url);
    // As text: the import is the page's, not this file's.
    await page.evaluate('import("/client.js").then((module) => { globalThis.offered = module; })');
    await page.evaluate(async (topic) => {
        globalThis.heard = [];
        globalThis.told = [];
        globalThis.client = new globalThis.offered.RealtimeClient({
            topic,
            onEpoch: () => globalThis.told.push("epoch"),
            onState: (state) => globalThis.told.push(state.kind),
        });
        globalThis.client.getEventEmitter().subscribe("*", (event) => globalThis.heard.push(event));
        await globalThis.client.init();
    }, topic);
    return page;
}

function heard(page: Page): Promise<string[]> {
    return page.evaluate(() => globalThis.heard.map((event) => JSON.stringify(event.data)));
}

it("publishes to another page's client", async () => {
    const sender = await pageWithClient("orders");
    const receiver = await pageWithClient("orders");

    const receipt = await sender.evaluate(() =>
        globalThis.client.publish({ type: "OrderShipped", data: { order_id: 42 } }),
    );

    expect(receipt.seq).toBeGreaterThan(0);
    await expect.poll(() => heard(receiver)).toEqual(['{"order_id":42}']);
});

it("tells the broker's numbered error to the publisher", async () => {
    const page = await pageWithClient("orders");

    const refused = page.evaluate(() =>
        globalThis.client.publish("$sys.mine", { type: "T" }).then(
            () => 0,
            (error: { code: number }) => error.code,
        ),
    );

    expect(await refused).toBeGreaterThanOrEqual(100);
});

it("goes on behind its last event when the broker is back", async () => {
    const page = await pageWithClient("logs.e2e");
    await broker().publish(...calls(2, "before "));
    await expect.poll(async () => (await heard(page)).length).toBe(2);

    await broker().kill();
    await broker().restart();
    await broker().publish(...calls(2, "after "));

    await expect.poll(async () => (await heard(page)).length, { timeout: 15_000 }).toBe(4);
    expect(await page.evaluate(() => globalThis.told)).toContain("epoch");
});

it("comes with its types", async () => {
    const types = await (await fetch(`${broker().url}/client.d.ts`)).text();

    expect(types).toContain("declare class RealtimeClient");
    expect(types).not.toContain("import ");
});
