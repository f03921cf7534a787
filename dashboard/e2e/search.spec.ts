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

it("finds text in fields, in what is there and in what comes", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await broker().publish(...orders, failure);
    await dashboard.count("received", 3);

    await dashboard.page.keyboard.press("/");
    await dashboard.page.keyboard.type("CITY=ber");
    await dashboard.rowCount(1);
    await broker().publish(...orders);

    await dashboard.rowCount(2);
    await dashboard.count("received", 5);
    await dashboard.count("shown", 2);
});

it("hides levels", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await broker().publish(...orders, failure);
    await dashboard.rowCount(3);

    await dashboard.button("info").click();

    await dashboard.rowCount(1);
    await dashboard.shows("connection reset");
});

it("watches other topics", async () => {
    await broker().publish(...orders, failure);
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await dashboard.rowCount(3);
    const topics = dashboard.page.getByLabel("topic");

    await topics.fill("logs.net");
    await topics.press("Enter");

    await dashboard.rowCount(1);
    await dashboard.shows("connection reset");
});

it("says what is wrong with a topic", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    const topics = dashboard.page.getByLabel("topic");

    await topics.fill("logs.>.x");
    await topics.press("Enter");

    expect(await dashboard.page.getByRole("alert").textContent()).toContain("> can only be the last token");
});

it("keeps the view in the address", async () => {
    await broker().publish(...orders, failure);
    const page = await newPage();
    const first = await Dashboard.open(page, broker().url);
    await first.search("hamburg");
    await first.rowCount(1);

    await Dashboard.open(page, page.url());

    await first.rowCount(1);
    await first.shows("city=Hamburg");
});
