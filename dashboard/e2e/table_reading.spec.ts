import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { calls, useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

it("copies rows as tail prints them", async () => {
    const page = await newPage();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const dashboard = await Dashboard.open(page, broker().url);
    await broker().publish(...calls(5));
    await dashboard.shows("m5;");

    await dashboard.row("m2;").click();
    await dashboard.row("m4;").click({ modifiers: ["Shift"] });
    await page.keyboard.press("Control+c");

    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.replaceAll(/\d\d:\d\d:\d\d\.\d{3}/g, "T")).toBe(
        ["m2;", "m3;", "m4;"].map((message) => `T info     logs.e2e  ${message}\n`).join(""),
    );
});

it("picks rows by keys, and says so", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await broker().publish(...calls(5));
    await dashboard.shows("m5;");

    await dashboard.row("m2;").click();
    await dashboard.table.focus();
    await dashboard.page.keyboard.press("Shift+ArrowDown");
    await dashboard.page.keyboard.press("Shift+ArrowDown");

    await expect.poll(() => dashboard.table.getByRole("row", { selected: true }).count()).toBe(3);
});

it("goes the way that is seen when the newest is at the top", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await broker().publish(...calls(5));
    await dashboard.table.getByRole("button", { name: "Time: column menu" }).click();
    await dashboard.page.getByRole("menuitemcheckbox", { name: "Newest at the top" }).click();
    await dashboard.page.keyboard.press("Escape");
    const selected = dashboard.table.getByRole("row", { selected: true });

    for (const place of [dashboard.table, dashboard.page.getByRole("button", { name: "Pause" })]) {
        await dashboard.row("m3;").click();
        await place.focus();
        await dashboard.page.keyboard.press("j");
        await expect.poll(() => selected.textContent()).toContain("m2;");
        await dashboard.page.keyboard.press("k");
        await dashboard.page.keyboard.press("k");
        await expect.poll(() => selected.textContent()).toContain("m4;");
    }
});

it("finds in the view and goes from hit to hit", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await broker().publish(...calls(30), ...calls(2, "odd "), ...calls(30));
    await dashboard.shows("odd 2;");
    const bar = dashboard.page.getByRole("search", { name: "Find in view" });

    await dashboard.page.keyboard.press("Control+f");
    await dashboard.page.keyboard.type("ODD");
    await expect.poll(() => bar.textContent()).toContain("of 2");
    await dashboard.page.keyboard.press("Enter");
    await dashboard.page.keyboard.press("Enter");

    await expect.poll(() => bar.textContent()).toContain("of 2");
    expect(await dashboard.table.getByRole("row", { selected: true }).textContent()).toContain("odd");
    await dashboard.page.keyboard.press("Escape");
    expect(await bar.count()).toBe(0);
});

it("folds a stack trace and shows all of it", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    const message = "boom\n  at a()\n  at b()";
    await broker().publish({ topic: "logs.e2e", type: "logger.error", data: { level: "error", message } });

    await dashboard.row("boom").getByText("+2 lines").click();

    const text = await dashboard.page.getByRole("region", { name: "Whole text" }).textContent();
    expect(text).toContain("at b()");
});

it("draws the newest at the top, follows it, and holds what is read", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await broker().publish(...calls(100));
    await dashboard.shows("m100;");
    await dashboard.table.getByRole("button", { name: "Time: column menu" }).click();
    await dashboard.page.getByRole("menuitemcheckbox", { name: "Newest at the top" }).click();
    await dashboard.page.keyboard.press("Escape");
    await expect.poll(() => dashboard.topRow()).toContain("m100;");

    await dashboard.table.hover();
    await dashboard.page.mouse.wheel(0, 500);
    await dashboard.button("follow").waitFor();
    const before = await dashboard.topRow();
    await broker().publish(...calls(7, "new "));
    await dashboard.button("7 new").waitFor();

    expect(await dashboard.topRow()).toBe(before);
    await dashboard.button("7 new").click();
    await expect.poll(() => dashboard.topRow()).toContain("new 7;");
});

it("draws rows that rush by as lines, and in full as soon as they stand", async () => {
    await broker().publish(...calls(2000));
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await dashboard.rowCount(2000);

    const most = await dashboard.table.evaluate(async (grid) => {
        const screen = grid.clientHeight;
        const counts: number[] = [];
        for (let frame = 0; frame < 30; ++frame) {
            grid.scrollTop -= 2 * screen;
            await new Promise(requestAnimationFrame);
            counts.push(grid.querySelectorAll(".rushing").length);
        }
        return Math.max(...counts);
    });

    expect(most).toBeGreaterThan(10);
    await expect.poll(() => dashboard.table.locator(".rushing").count()).toBe(0);
    expect(await dashboard.rows.nth(5).getByRole("gridcell").count()).toBeGreaterThan(1);
});

it("has rows where they belong when something scrolls one of them into sight", async () => {
    await broker().publish(...calls(500));
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await dashboard.rowCount(500);

    const first = dashboard.table.locator(".seen > *").first();
    await first.evaluate(async (row) => {
        row.scrollIntoView({ block: "start" });
        // The page hears of it before the next frame, and has drawn what it makes of it before the one after.
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
    });

    await expect.poll(() => middleRow(dashboard)).toMatch(/m\d+;$/);
});

/** Nothing where no row stands there. */
function middleRow({ table }: Dashboard): Promise<string> {
    return table.evaluate((grid) => {
        const { left, top, height } = grid.getBoundingClientRect();
        return document.elementFromPoint(left + 200, top + height / 2)?.closest(".row")?.textContent ?? "";
    });
}
