import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";

import { violations } from "./axe";
import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { useBroker } from "./with_broker";

const folder = mkdtempSync(join(tmpdir(), "logbeam-rules-"));
writeFileSync(
    join(folder, "late.yaml"),
    "rules:\n  - name: late-orders\n    kind: threshold\n    when: type:order.late\n    above: 100\n    within: 5m\n",
);
writeFileSync(
    join(folder, "sequences.yaml"),
    `rules:
  - name: paid-not-shipped
    kind: sequence
    by: order_id
    within: 30m
    steps:
      - when: type:order.paid
      - not: type:order.shipped
  - name: another
    when: type:another
`,
);

const newPage = useBrowser();
const broker = useBroker("--rules", folder);

const late = (count: number) =>
    broker().publish(
        ...Array.from({ length: count }, (_, index) => ({
            topic: "orders",
            type: "order.late",
            timestamp: new Date(Date.now() - 600_000 + index * 1000).toISOString(),
            data: { order_id: index },
        })),
    );

async function open(address: string): Promise<Page> {
    return (await Dashboard.open(await newPage(), `${broker().url}/?view=alerts&alerts=${address}`)).page;
}

const textOf = (page: Page): Locator => page.getByRole("textbox", { name: "Text of the rule" });
const pastOf = (page: Page): Locator => page.getByRole("region", { name: "What it would have said" });

async function says(what: Locator, text: string): Promise<void> {
    await expect.poll(() => what.textContent(), { timeout: 8000 }).toContain(text);
}

it("judges the stored past again with each place of the limit, before anything is saved", async () => {
    await late(8);
    const page = await open("rules/late-orders");
    await says(pastOf(page), "0 fired");
    await page.getByRole("spinbutton", { name: "Limit: above" }).fill("5");

    await says(pastOf(page), "1 fired");
    expect(await textOf(page).inputValue()).toContain("above: 5\n");
    const lane = page.getByRole("img", { name: /late-orders: fired once/ });
    await lane.waitFor();
    await page.getByRole("slider", { name: "Limit: above" }).fill("8");
    await says(pastOf(page), "0 fired");
    expect(readFileSync(join(folder, "late.yaml"), "utf8")).toContain("above: 100");
});

it("says in which line a text is wrong, and leads there", async () => {
    const page = await open("new/");
    await textOf(page).fill("name: mine\nwhen: level:error\nwihtin: 5m\n");

    const problem = page.getByRole("alert").filter({ hasText: "Line 3" });
    await says(problem, "wihtin");
    await page.getByRole("button", { name: "Go to the line" }).click();
    const selected = await textOf(page).evaluate((area: HTMLTextAreaElement) =>
        area.value.slice(area.selectionStart, area.selectionEnd),
    );
    expect(selected).toBe("wihtin: 5m");
    expect(await violations(page)).toEqual([]);
});

it("makes an alert of the query that is looked at, which is at work at once, and deletes it", async () => {
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?q=type:order.lost`);
    const { page } = dashboard;
    await dashboard.button("Alert me").click();
    await textOf(page).fill(
        (await textOf(page).inputValue()).replace("new-alert", "lost").replace("above: 10", "above: 0"),
    );
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await says(page.getByRole("main"), "lost is saved and at work");
    await broker().publish({ topic: "orders", type: "order.lost" });
    await page.getByRole("tab", { name: "Active" }).click();
    await page.getByRole("listitem").filter({ hasText: "lost" }).first().waitFor();

    await page.getByRole("button", { name: /^rule: lost/ }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Really delete" }).click();
    await expect.poll(() => page.getByRole("row").filter({ hasText: "lost" }).count(), { timeout: 5000 }).toBe(0);
});

it("says why a rule that stands with others is not changed here", async () => {
    const page = await open("rules/another");

    await says(page.getByRole("main"), "does not stand alone");
    expect(await page.getByRole("button", { name: "Save", exact: true }).isDisabled()).toBe(true);
});

it("shows sequences that have begun, as they come", async () => {
    const page = await open("");
    await broker().publish({ topic: "orders", type: "order.paid", data: { order_id: "A-17" } });

    await says(page.getByRole("region", { name: "Under way: paid-not-shipped" }), "order_id=A-17");
});

it("is accessible: a rule that has been tried", async () => {
    await late(8);
    for (const colorScheme of ["dark", "light"] as const) {
        const page = await open("rules/late-orders");
        await page.emulateMedia({ colorScheme });
        await page.getByRole("spinbutton", { name: "Limit: above" }).fill("5");
        await says(pastOf(page), "1 fired");

        expect(await violations(page)).toEqual([]);
        await page.close();
    }
});
