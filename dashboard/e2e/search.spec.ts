import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

const orders = ["Berlin", "Hamburg"].map((city) => ({
    topic: "logs.orders",
    type: "logger.info",
    data: { level: "info", message: "order shipped", city },
}));
const failure = { topic: "logs.net", type: "logger.error", data: { level: "error", message: "connection reset" } };

it("asks for fields, of what is there and of what comes", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await broker().publish(...orders, failure);
    await dashboard.count("received", 3);

    await dashboard.page.keyboard.press("/");
    await dashboard.page.keyboard.type("city:ber*");
    await dashboard.rowCount(1);
    await broker().publish(...orders);

    await dashboard.rowCount(2);
    await dashboard.count("shown", 2);
});

it("reads the topics of an earlier link as a term of the query", async () => {
    await broker().publish(...orders, failure);

    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?topics=logs.net`);

    await dashboard.shows("connection reset");
    await dashboard.rowCount(1);
    expect(new URL(dashboard.page.url()).search).toBe("?q=topic%3Alogs.net");
});

it("keeps the view in the address", async () => {
    await broker().publish(...orders, failure);
    const page = await newPage();
    const first = await Dashboard.open(page, broker().url);
    await first.search("city:hamburg");
    await first.rowCount(1);
    await expect.poll(() => page.url()).toContain("hamburg"); // once the typing has paused

    await Dashboard.open(page, page.url());

    await first.rowCount(1);
    await first.shows("city=Hamburg");
});
