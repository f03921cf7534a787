import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { useBroker } from "./with_broker";

const folder = mkdtempSync(join(tmpdir(), "logbeam-notified-"));
const rules = join(folder, "rules.yaml");
const config = join(folder, "logbeam.yaml");
writeFileSync(
    rules,
    `rules:
  - name: checkout-failed
    when: level>=error topic:logs.checkout
    by: region
    notify: {to: desk, wait: 0s}
`,
);
writeFileSync(config, `rules: ${rules}\nnotifiers:\n  - name: desk\n    kind: browser\n`);

const newPage = useBrowser();
const broker = useBroker("--config", config);

const fire = (region = "eu") =>
    broker().publish({
        topic: "logs.checkout",
        type: "logger.error",
        data: { level: "error", message: "card refused", region },
    });

async function open(address: string): Promise<Page> {
    return (await Dashboard.open(await newPage(), `${broker().url}/${address}`)).page;
}

function alertOf(page: Page, region: string): Locator {
    return page
        .getByRole("list", { name: "Alerts that stand" })
        .getByRole("listitem")
        .filter({ hasText: `region=${region}` });
}

async function says(what: Locator, text: string): Promise<void> {
    await expect.poll(() => what.textContent(), { timeout: 20_000 }).toContain(text);
}

it("acknowledges an alert, snoozes it, and takes that back", async () => {
    const page = await open("?view=alerts");
    await fire();
    const alert = alertOf(page, "eu");
    await alert.getByRole("button", { name: "Acknowledge" }).click();
    await page.getByLabel("Comment").fill("on it");
    await page.getByLabel("Comment").press("Enter");
    await says(alert, "acknowledged");
    await says(alert, "on it");
    await expect.poll(() => page.getByRole("button", { name: /^Alerts/ }).textContent()).toBe("Alerts");

    await alert.getByRole("button", { name: /^Unacknowledge/ }).click();
    await alert.getByRole("button", { name: "Acknowledge" }).click();
    await page.getByLabel("For").selectOption("2h");
    await page.getByRole("button", { name: "Snooze 2 h" }).click();

    await says(alert, "snoozed");
});

it("silences what an alert is about, having shown what that mutes, and ends it", async () => {
    await fire("eu");
    await fire("us");
    const page = await open("?view=alerts");
    await alertOf(page, "eu")
        .getByRole("button", { name: /^Silence/ })
        .click();
    expect(await page.getByLabel("Which alerts").inputValue()).toBe("rule=checkout-failed region=eu");
    await says(page.getByRole("status", { name: "What it would mute" }), "It would mute 1 alert");
    await page.getByLabel("Which alerts").fill("rule=checkout-*");
    await says(page.getByRole("status", { name: "What it would mute" }), "It would mute 2 alerts");
    await page.getByLabel("Which alerts").fill("rule");
    await says(page.getByRole("status", { name: "What it would mute" }), "The broker did not do it");
    await page.getByLabel("Which alerts").fill("region=us");
    await page.getByLabel("Why").fill("<i>bank</i> is down");
    await page.getByRole("button", { name: "Silence", exact: true }).click();

    const silence = page.getByRole("table", { name: "Silences" }).getByRole("row").last();
    await says(silence, "<i>bank</i> is down");
    await says(silence, "active");
    await page.getByRole("tab", { name: "Active" }).click();
    await says(alertOf(page, "us"), "silenced");
    expect(await alertOf(page, "eu").textContent()).not.toContain("silenced");

    await page.getByRole("tab", { name: "Silences" }).click();
    await silence.getByRole("button", { name: /^End/ }).click();
    await says(silence, "over");
});

it("shows who was told, and sends a test", async () => {
    const page = await open("?view=alerts&alerts=notifiers");
    await page.getByRole("button", { name: "Send a test to desk" }).click();

    const deliveries = page.getByRole("region", { name: "Last deliveries" });
    await says(deliveries, "delivered");
    await says(deliveries, "desk");
});

it("shows on the desktop what the broker tells, and a click leads to the alert", async () => {
    const page = await newPage();
    await page.addInitScript(() => {
        const told: object[] = [];
        class Told {
            static permission = "granted";
            onclick = (): void => {};
            close = (): void => {};
            constructor(
                readonly title: string,
                readonly options: object,
            ) {
                told.push(this);
            }
        }
        Object.assign(window, { Notification: Told, told });
        localStorage.setItem("desktop notifications", "true");
    });
    await Dashboard.open(page, broker().url);
    const told = () =>
        page.evaluate(() => (window as unknown as { told: { title: string }[] }).told.map((each) => each.title));
    const tellOfATest = async () => {
        await fetch(`${broker().url}/api/notifiers/test?name=desk`, { method: "POST" });
        return (await told()).length;
    };
    await expect.poll(tellOfATest, { timeout: 20_000 }).toBeGreaterThan(0); // the page listens
    await fire();
    await expect.poll(told, { timeout: 20_000 }).toContainEqual(expect.stringContaining("checkout-failed"));

    await page.evaluate(() =>
        (window as unknown as { told: { title: string; onclick: () => void }[] }).told
            .find(({ title }) => title.includes("checkout-failed"))
            ?.onclick(),
    );
    await alertOf(page, "eu").waitFor();
    expect(await alertOf(page, "eu").getAttribute("aria-current")).toBe("true");
});
