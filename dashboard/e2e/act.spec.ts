import { expect, it } from "vitest";

import { violations } from "./axe";
import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { DetailPage } from "./detail_page";
import { startTalker } from "./talker";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

const clock = String.raw`\d\d:\d\d:\d\d`;
const foreign = { topic: "logs.a", type: "logger.info", source: "billing", data: { logger: "db", message: "paid" } };

async function openTalk(): Promise<{ dashboard: Dashboard; detail: DetailPage }> {
    startTalker(broker().webSocketUrl);
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await dashboard.shows("sent 1");
    return { dashboard, detail: await DetailPage.open(dashboard, "sent 1") };
}

function loggers({ page }: Dashboard) {
    return page.getByRole("region", { name: "Loggers" });
}

it("lets a logger say more with one click, and puts it back with another", async () => {
    const { dashboard, detail } = await openTalk();
    expect(await dashboard.row("polled").count()).toBe(0);

    await detail.button("Set net to debug for 5 min").click();

    await detail.panel.getByText(new RegExp(`net is at debug until ${clock} \\(was info\\)`)).waitFor();
    await dashboard.search("polled");
    await dashboard.shows("polled");
    await detail.button("back now: net to info").click();
    await detail.button("Set net to debug for 5 min").waitFor();
});

it("offers other levels and times", async () => {
    const { dashboard, detail } = await openTalk();

    await detail.button("Other levels and times for net").click();
    const menu = dashboard.page.getByRole("dialog", { name: "Other levels and times for net" });
    await menu.getByLabel("Level").selectOption("trace");
    await menu.getByLabel("For").selectOption("1 h");
    await menu.getByRole("button", { name: "Set", exact: true }).click();

    await detail.panel.getByText(/net is at trace until/).waitFor();
});

it("tells how a program allows it where it does not", async () => {
    await broker().publish(foreign);
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    const detail = await DetailPage.open(dashboard, "paid");

    expect(await detail.button("Set db to debug for 5 min").isDisabled()).toBe(true);
    await detail.panel.getByText("options.remote_level = logbeam::RemoteLevel::allow").waitFor();
});

it("says which right is missing", async () => {
    const { dashboard, detail } = await openTalk();
    const refusal = { error: 161, name: "forbidden", detail: "admin is needed", mayRetry: false };
    await dashboard.page.route("**/api/level", (route) => route.fulfill({ status: 403, json: refusal }));

    await detail.button("Set net to debug for 5 min").click();

    expect(await detail.panel.getByRole("alert").textContent()).toContain("admin is needed. It needs the right admin");
});

it("lists the loggers of programs, and sets them from there", async () => {
    startTalker(broker().webSocketUrl);
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?view=health`);
    const row = loggers(dashboard).getByRole("row").filter({ hasText: "net" });

    await row.getByRole("button", { name: "Set net of orders-api to debug for 5 min" }).click();

    await row.getByText(new RegExp(`until ${clock}, was info`)).waitFor();
    expect(await row.getByRole("cell", { name: "debug", exact: true }).count()).toBe(1);
    await row.getByRole("button", { name: "back now: net to info" }).click();
    await row.getByRole("cell", { name: "info", exact: true }).waitFor();
});

it("copies the same as a line for a shell", async () => {
    startTalker(broker().webSocketUrl);
    const page = await newPage();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const dashboard = await Dashboard.open(page, `${broker().url}/?view=health`);

    await loggers(dashboard)
        .getByRole("button", { name: /^Copy logbeam level .* net debug$/ })
        .click();

    await expect
        .poll(() => page.evaluate(() => navigator.clipboard.readText()))
        .toMatch(/^logbeam level --url ws:\/\/127\.0\.0\.1:\d+ --for 5m orders-api net debug$/);
});

it.each(["light", "dark"] as const)("axe-core finds nothing where levels are set: %s", async (theme) => {
    const { dashboard, detail } = await openTalk();
    await dashboard.page.emulateMedia({ colorScheme: theme });
    await detail.button("Set net to debug for 5 min").click();
    await detail.button("back now: net to info").waitFor();
    await detail.button("Other levels and times for net").click();
    expect(await violations(dashboard.page)).toEqual([]);
    await dashboard.page.keyboard.press("Escape");

    await dashboard.button("Health").click();
    await loggers(dashboard)
        .getByText(/was info/)
        .waitFor();

    expect(await violations(dashboard.page)).toEqual([]);
});
