import type { Locator } from "playwright-core";
import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

// An event a second over the last minute: "second 1" is the newest.
function minute() {
    const now = Date.now();
    return Array.from({ length: 60 }, (_, index) => ({
        topic: "logs.time",
        type: "logger.info",
        timestamp: new Date(now - (60 - index) * 1000).toISOString(),
        data: { level: "info", message: `second ${60 - index};`, latency_ms: 10 + index },
    }));
}

async function openMinute(): Promise<{ dashboard: Dashboard; line: Locator; time: Locator }> {
    await broker().publish(...minute());
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?range=2m`);
    const time = dashboard.page.getByRole("region", { name: "Time" });
    await expect.poll(() => time.textContent(), { timeout: 10_000 }).toContain("60 events");
    return { dashboard, time, line: time.getByRole("slider", { name: "Time line" }) };
}

function parameter(dashboard: Dashboard, name: string): string | null {
    return new URL(dashboard.page.url()).searchParams.get(name);
}

// Across these shares of it.
async function drag(dashboard: Dashboard, on: Locator, from: number, to: number): Promise<void> {
    const { mouse } = dashboard.page;
    const box = await on.boundingBox();
    if (box === null) throw new Error("there is nothing to drag on");
    const place = (share: number): [number, number] => [box.x + share * box.width, box.y + 30];
    await mouse.move(...place(from));
    await mouse.down();
    await mouse.move(...place(to), { steps: 4 });
    await mouse.up();
}

it("looks at what is dragged over, and goes back to live", async () => {
    const { dashboard, line } = await openMinute();

    await drag(dashboard, line, 0.6, 0.7);

    await expect.poll(() => parameter(dashboard, "from")).not.toBeNull();
    await expect.poll(async () => Number(await dashboard.table.getAttribute("aria-rowcount"))).toBeLessThan(20);
    await dashboard.page.getByRole("group", { name: "Range" }).getByRole("button", { name: "Live" }).click();
    await expect.poll(() => parameter(dashboard, "from")).toBeNull();
    await dashboard.shows("second 1;");
});

it("goes by keyboard, too", async () => {
    const { dashboard, line } = await openMinute();

    await line.press("End");
    await line.press("Shift+PageUp");
    await expect.poll(() => line.getAttribute("aria-valuetext")).toMatch(/\d\d:\d\d:\d\d.* events?$/);
    await line.press("Enter");

    await expect.poll(() => parameter(dashboard, "to")).not.toBeNull();
});

it("takes exact times, and says what is wrong with others", async () => {
    const { dashboard } = await openMinute();
    const { page } = dashboard;
    await dashboard.button(/^Other ranges/).click();
    const menu = page.getByRole("dialog", { name: "Other ranges" });
    const [from, to] = [menu.getByLabel("From"), menu.getByLabel("To", { exact: true })];

    await from.fill("soonish");
    await menu.getByRole("button", { name: "Look" }).click();
    expect(await menu.getByRole("alert").textContent()).toContain("expected 10:57");
    await from.fill("now");
    await to.fill("-1h");
    await menu.getByRole("button", { name: "Look" }).click();
    expect(await menu.getByRole("alert").textContent()).toBe("the end is not after the beginning");
    await from.fill("2026-11-20T10:57:33.123456789Z");
    await to.fill("now");
    await to.press("Enter");

    await expect.poll(() => parameter(dashboard, "from")).toBe("2026-11-20T10:57:33.123456789Z");
});

it("charts a number, and says so in the address", async () => {
    await broker().publish(...minute());
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?range=2m&chart=latency_ms`);

    await dashboard.page.getByRole("img", { name: "latency_ms over time" }).waitFor();
    await expect.poll(() => dashboard.page.getByRole("region", { name: "Time" }).textContent()).toMatch(/p95 \d/);
    await dashboard.button("Chart latency_ms no more").click();

    await expect.poll(() => parameter(dashboard, "chart")).toBeNull();
});

it("plays from where the live edge is dragged to, faster if wanted, and returns without a reload", async () => {
    const { dashboard, time, line } = await openMinute();
    await dashboard.page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    const edge = await time.getByRole("slider", { name: /^Position/ }).boundingBox();
    const whole = await line.boundingBox();
    if (edge === null || whole === null) throw new Error("there is no time line");
    const { mouse } = dashboard.page;
    await mouse.move(edge.x + edge.width / 2, edge.y + 30);
    await mouse.down();
    await mouse.move(whole.x + whole.width * 0.75, edge.y + 30, { steps: 4 });
    await mouse.up();

    const travel = time.getByRole("group", { name: /^playing/ });
    await travel.getByRole("combobox", { name: "Speed" }).selectOption("16");
    await dashboard.shows("second 20;");
    expect(await dashboard.row("second 50;").count()).toBe(0);
    await travel.getByRole("button", { name: "Live" }).click();
    await broker().publish({ topic: "logs.time", type: "logger.info", data: { message: "as it comes" } });

    await dashboard.shows("as it comes");
    expect(await dashboard.page.evaluate(() => "isSamePage" in globalThis)).toBe(true);
});

it("narrows by level, topic and value from the side", async () => {
    await broker().publish(
        { topic: "logs.net", type: "logger.debug", data: { level: "debug", message: "a detail", city: "Berlin" } },
        { topic: "logs.net", type: "logger.info", data: { level: "info", message: "in Bonn", city: "Bonn" } },
        { topic: "logs.orders", type: "logger.info", data: { level: "info", message: "in Berlin", city: "Berlin" } },
    );
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    const side = dashboard.page.getByRole("complementary", { name: "Filters" });
    await dashboard.rowCount(3);

    await side.getByRole("button", { name: "debug" }).click();
    await dashboard.rowCount(2);
    await side.getByRole("button", { name: /^orders/ }).click();
    await dashboard.rowCount(1);
    await side.getByRole("button", { name: /^logs/ }).click();
    await dashboard.rowCount(2);
    await side.getByRole("button", { name: "Leave out city Berlin" }).click();

    await dashboard.rowCount(1);
    await dashboard.shows("in Bonn");
    expect(parameter(dashboard, "q")).toBe("topic:logs.> -city:Berlin");
});
