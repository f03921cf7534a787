import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import { violations } from "./axe";
import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { DetailPage } from "./detail_page";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

const levels = ["trace", "debug", "info", "warning", "error", "critical"];
const events = levels.map((level, index) => ({
    topic: `logs.${level}`,
    type: `logger.${level}`,
    data: { level, logger: "net", message: `said at ${level}`, city: index % 2 ? "Bonn" : "Berlin", latency_ms: index },
}));

const themes = ["light", "dark"] as const;
// axe-core takes a second for each look.
const patience = { timeout: 90_000 };

async function open(theme: (typeof themes)[number], search = ""): Promise<Dashboard> {
    await broker().publish(...events, { topic: "orders", type: "OrderShipped", data: { order_id: 7 } });
    const page = await newPage();
    await page.emulateMedia({ colorScheme: theme });
    return Dashboard.open(page, broker().url + search);
}

async function expectNothing(page: Page, of: string): Promise<void> {
    // What comes in by and by: charts, counts, what was asked for.
    await page.waitForTimeout(400);
    expect(await violations(page), of).toEqual([]);
}

it.each(themes)("axe-core finds nothing on the page as it opens: %s", patience, async (theme) => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await dashboard.page.emulateMedia({ colorScheme: theme });
    await expectNothing(dashboard.page, "without any event");

    await broker().publish(...events);
    await dashboard.shows("said at critical");
    await expectNothing(dashboard.page, "with events");
    await dashboard.search("level:nothing");
    await expectNothing(dashboard.page, "with a wrong query");
});

it.each(themes)("axe-core finds nothing on the views: %s", patience, async (theme) => {
    const dashboard = await open(theme);
    await dashboard.shows("OrderShipped");

    for (const view of ["Templates", "Runs", "Health", "Events"]) {
        await dashboard.page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: view }).click();
        await expectNothing(dashboard.page, view);
    }
});

it.each(themes)("axe-core finds nothing with an event open: %s", patience, async (theme) => {
    const dashboard = await open(theme);
    await DetailPage.open(dashboard, "said at warning");
    await expectNothing(dashboard.page, "an event");

    await dashboard.table.focus();
    await dashboard.page.keyboard.press("x");
    await expectNothing(dashboard.page, "its whole text");
    await dashboard.page.keyboard.press("Control+f");
    await dashboard.page.keyboard.type("said");
    await expectNothing(dashboard.page, "find in view");
});

it.each(themes)("axe-core finds nothing on menus and dialogs: %s", patience, async (theme) => {
    const dashboard = await open(theme, "/?chart=latency_ms");
    const { page } = dashboard;
    await dashboard.shows("OrderShipped");
    const dialogs = ["Keyboard shortcuts", "Settings", "Save view", "Copy as…", "Export…", "Columns"];

    for (const name of dialogs) {
        await page.getByRole("button", { name, exact: true }).click();
        await page.getByRole("dialog", { name, exact: true }).waitFor();
        await expectNothing(page, name);
        await page.keyboard.press("Escape");
        await page.getByRole("dialog", { name, exact: true }).waitFor({ state: "hidden" });
    }
    await dashboard.button(/^Other ranges/).click();
    await expectNothing(page, "ranges");
    await page.keyboard.press("Escape");
    await dashboard.table.getByRole("button", { name: "Time: column menu" }).click();
    await expectNothing(page, "column menu");
    await page.keyboard.press("Escape");
    await dashboard.row("said at info").click({ button: "right" });
    await expectNothing(page, "value menu");
});

it.each(themes)("axe-core finds nothing where there is little room: %s", patience, async (theme) => {
    const dashboard = await open(theme);
    await dashboard.page.setViewportSize({ width: 360, height: 700 });
    await expectNothing(dashboard.page, "narrow");

    await dashboard.button("Filters").click();
    await expectNothing(dashboard.page, "filters");
});

it("tells a screen reader what is new, as long as it is slow", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);

    await broker().publish(events[3]!);

    const news = dashboard.page.getByRole("log", { name: "New events" });
    await expect.poll(() => news.textContent(), { timeout: 10_000 }).toBe("warning: said at warning");
});
