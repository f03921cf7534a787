import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";

import { violations } from "./axe";
import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { useBroker } from "./with_broker";

const rules = `rules:
  - name: checkout-errors
    kind: threshold
    when: level>=error topic:logs.checkout
    by: region
    above: 2
    within: 5m
    severity: critical
    message: "{value} failed in {region}, last: {message}"
    runbook: https://example.org/runbooks/checkout
  - name: out-of-memory
    when: '"out of memory"'
    runbook: "javascript:alert(1)"
`;
const folder = mkdtempSync(join(tmpdir(), "logbeam-alerts-"));
writeFileSync(join(folder, "rules.yaml"), rules);

const newPage = useBrowser();
const broker = useBroker("--rules", folder);

const failed = (message: string, region = "eu") => ({
    topic: "logs.checkout",
    type: "logger.error",
    data: { level: "error", message, region },
});
const fire = () => broker().publish(failed("card refused"), failed("bank asleep"), failed("<b>bold</b> card"));

async function open(address = ""): Promise<Dashboard> {
    return Dashboard.open(await newPage(), `${broker().url}/${address}`);
}

function tab(page: Page, name: string): Locator {
    return page.getByRole("tab", { name });
}

function alertOf(page: Page, rule: string): Locator {
    return page.getByRole("list", { name: "Alerts that stand" }).getByRole("listitem").filter({ hasText: rule });
}

it("tells in the head that an alert fires, as soon as it does, and says what it says", async () => {
    const dashboard = await open();
    const { page } = dashboard;
    const place = dashboard.button(/^Alerts/);
    await fire();
    await expect.poll(() => place.textContent(), { timeout: 5000 }).toContain("1");
    await page.keyboard.press("g");
    await page.keyboard.press("a");

    const alert = alertOf(page, "checkout-errors");
    await expect.poll(() => alert.textContent()).toContain("3 failed in eu, last: <b>bold</b> card");
    expect(await alert.textContent()).toContain("region=eu");
    expect(await alert.getByRole("link").getAttribute("href")).toBe("https://example.org/runbooks/checkout");
    expect(await alert.locator("b", { hasText: "bold" }).count()).toBe(0);
});

it("leads from an alert to the events that raised it", async () => {
    const dashboard = await open("?view=alerts");
    await broker().publish({ ...failed("another matter"), topic: "logs.other" });
    await fire();
    await alertOf(dashboard.page, "checkout-errors")
        .getByRole("button", { name: /^events/ })
        .click();

    await dashboard.shows("card refused", "bank asleep", "bold");
    await dashboard.rowCount(3);
});

it("makes no link of what would run in the page", async () => {
    const { page } = await open("?view=alerts");
    await broker().publish(failed("out of memory"));
    const alert = alertOf(page, "out-of-memory");
    await alert.waitFor();

    expect(await alert.getByRole("link").count()).toBe(0);
});

it("tells what became of alerts, of all of them or of one", async () => {
    const { page } = await open("?view=alerts&alerts=history");
    await fire();
    await broker().publish(failed("out of memory", "us"));
    const rows = page.getByRole("table", { name: "What became of alerts" }).getByRole("row");
    await expect.poll(() => rows.count(), { timeout: 5000 }).toBe(3);

    await page.getByLabel("Rule", { exact: true }).selectOption("out-of-memory");
    await expect.poll(() => rows.count()).toBe(2);
    expect(await rows.last().textContent()).toContain("out of memory");

    await page.getByLabel("Rule", { exact: true }).selectOption("all rules");
    await tab(page, "Active").click();
    await alertOf(page, "checkout-errors")
        .getByRole("button", { name: /^history/ })
        .click();
    await expect.poll(() => rows.count()).toBe(2);
    expect(await rows.last().textContent()).toContain("checkout-errors");
});

it("marks on the time line where an alert began, and leads there", async () => {
    const { page } = await open();
    await fire();
    const marks = page.getByRole("group", { name: "Alerts on the time line" });
    const mark = marks.getByRole("button").last();
    await mark.waitFor({ timeout: 5000 });

    expect(await mark.getAttribute("title")).toMatch(/checkout-errors region=eu critical fires: 3 failed/);
    await mark.press("Enter");

    await alertOf(page, "checkout-errors").waitFor();
    expect(await alertOf(page, "checkout-errors").getAttribute("aria-current")).toBe("true");
});

it("lists the rules with what they matched", async () => {
    const { page } = await open("?view=alerts&alerts=rules");
    await fire();
    const row = page.getByRole("row").filter({ hasText: "checkout-errors" });
    await expect.poll(() => row.textContent(), { timeout: 5000 }).toContain("3");

    expect(await row.textContent()).toContain("rules.yaml:2");
});

it("begins a rule with the query that is looked at", async () => {
    const dashboard = await open();
    await dashboard.search("level>=error city:'x'");
    await dashboard.page.keyboard.press("Enter");
    await dashboard.button("Alert me").click();

    const text = dashboard.page.getByRole("textbox", { name: "Text of the rule" });
    await expect.poll(() => text.inputValue()).toMatch(/^when: '.*level>=error.*'$/m);
    await dashboard.page.getByRole("slider", { name: "Limit: above" }).fill("25");
    expect(await text.inputValue()).toContain("above: 25\n");
});

it("goes from part to part by keyboard, and the address knows which", async () => {
    const { page } = await open("?view=alerts");
    await tab(page, "Active").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");

    expect(await tab(page, "Silences").getAttribute("aria-selected")).toBe("true");
    expect(new URL(page.url()).searchParams.get("alerts")).toBe("silences");
});

it("shows nothing on the desktop until somebody wants that and the browser agrees", async () => {
    const page = await newPage();
    await page.addInitScript(() => {
        const asked = class {
            static permission = "default";
            static requestPermission = async () => (this.permission = "granted");
        };
        Object.assign(window, { Notification: asked });
    });
    const dashboard = await Dashboard.open(page, broker().url);
    await dashboard.button("Settings").click();
    const box = page.getByRole("checkbox", { name: "Desktop notifications" });
    await box.waitFor();
    expect(await box.isChecked()).toBe(false);

    await box.click();
    await expect.poll(() => box.isChecked()).toBe(true);
    await page.reload();
    await dashboard.isConnected();
    await dashboard.button("Settings").click();
    await box.waitFor();

    expect(await box.isChecked()).toBe(false);
});

it.each(["", "history", "silences", "rules", "new/level:error", "notifiers"])("is accessible: %s", async (place) => {
    await fire();
    for (const colorScheme of ["dark", "light"] as const) {
        const page = await newPage();
        await page.emulateMedia({ colorScheme });
        await Dashboard.open(page, `${broker().url}/?view=alerts&alerts=${place}`);
        await page.getByRole("tabpanel").waitFor();
        await page.waitForLoadState("networkidle");

        expect(await violations(page)).toEqual([]);
        await page.close();
    }
});

it("is accessible: marks on the time line", async () => {
    await fire();
    const { page } = await open();
    await page.getByRole("group", { name: "Alerts on the time line" }).getByRole("button").first().waitFor();

    expect(await violations(page)).toEqual([]);
});
