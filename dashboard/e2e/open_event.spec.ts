import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { calls, useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

const order = {
    topic: "orders.shipped",
    type: "OrderShipped",
    data: { order_id: 9007199254740993n, lines: [{ article: "A-1" }], note: "a\nb" },
};

it("opens an event with a click, exact to the last digit", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await broker().publish(order);

    await dashboard.row("OrderShipped").click();
    expect(await dashboard.detail.getByRole("definition").first().textContent()).toBe("9007199254740993");
    await dashboard.detail.getByRole("tab", { name: "JSON" }).click();

    const json = (await dashboard.detail.textContent()) ?? "";
    expect(json).toContain('"order_id": 9007199254740993');
    expect(json).toContain('"article": "A-1"');
    expect(json).toContain('"note": "a\\nb"');
});

it("goes from event to event by keyboard", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await broker().publish(...calls(5));
    await dashboard.shows("m5;");
    const { keyboard } = dashboard.page;

    await keyboard.press("k");
    await keyboard.press("ArrowUp");
    await keyboard.press("Enter");
    expect(await dashboard.detail.getByRole("heading", { level: 2 }).textContent()).toBe("m4;");
    await keyboard.press("j");
    expect(await dashboard.detail.getByRole("heading", { level: 2 }).textContent()).toBe("m5;");
    await keyboard.press("Escape");

    await dashboard.detail.waitFor({ state: "detached" });
});
