import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { calls, useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

it("brings what was before the page was opened, and more when one scrolls up", async () => {
    await broker().publish(...calls(2500));
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await dashboard.shows("m2500;");
    await dashboard.rowCount(2000);

    await dashboard.table.hover();
    await dashboard.page.mouse.wheel(0, -60_000);

    await dashboard.rowCount(2500);
});

it("shows a range of the past, which stands still, and leads back to live", async () => {
    await broker().publish(...calls(3));
    const from = new Date(Date.now() - 60_000).toISOString();
    const to = new Date(Date.now() + 60_000).toISOString();

    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?from=${from}&to=${to}`);
    await dashboard.rowCount(3);
    await broker().publish(...calls(1, "later "));
    await dashboard.page.keyboard.press("l");

    await dashboard.shows("later 1;");
    await dashboard.rowCount(4);
    expect(new URL(dashboard.page.url()).search).toBe("");
});

it("counts in its title the errors that came while nobody looked", async () => {
    const page = await newPage();
    await Dashboard.open(page, broker().url);
    const look = (isHidden: boolean): Promise<void> =>
        page.evaluate((hidden) => {
            Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }, isHidden);
    await look(true);

    const error = { topic: "a", type: "logger.error", data: { level: "error", message: "out of paper" } };
    await broker().publish(error, ...calls(2), error);

    await expect.poll(() => page.title()).toBe("(2) logbeam");
    await look(false);
    expect(await page.title()).toBe("logbeam");
});

it("marks a publisher whose clock is off", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    const timestamp = new Date(Date.now() + 3_600_000).toISOString();

    await broker().publish({ ...calls(1)[0]!, timestamp, source: "web-1" });

    await expect
        .poll(() => dashboard.counts.textContent(), { timeout: 15_000 })
        .toContain("clock of web-1 ahead by 60 min");
});

it("goes to every view and back by keyboard", async () => {
    const page = await newPage();
    const dashboard = await Dashboard.open(page, broker().url);
    const current = page.getByRole("navigation", { name: "Views" }).locator("[aria-current=page]");

    for (const [key, name] of [
        ["t", "Templates"],
        ["r", "Runs"],
        ["h", "Health"],
        ["e", "Events"],
    ] as const) {
        await page.keyboard.press("g");
        await page.keyboard.press(key);
        expect(await current.textContent()).toBe(name);
    }
    await dashboard.table.waitFor();
});
