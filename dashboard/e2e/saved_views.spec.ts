import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { searchBox } from "./detail_page";
import { calls, useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

async function openMenu(dashboard: Dashboard) {
    await dashboard.button("Save view").click();
    return dashboard.page.getByRole("dialog", { name: "Save view" });
}

it("saves what is looked at under a name, and brings it back, in another visit too", async () => {
    await broker().publish(...calls(3), ...calls(2, "other"));
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?q=other1&range=1h`);
    const menu = await openMenu(dashboard);
    await menu.getByLabel("Name of the view").fill("the others");
    await dashboard.page.keyboard.press("Enter");
    await menu.getByRole("button", { name: "the others other1 · 1h" }).waitFor();

    await dashboard.page.goto(broker().url);
    await dashboard.count("shown", 5);
    await (await openMenu(dashboard)).getByRole("button", { name: "the others other1 · 1h" }).click();

    await dashboard.count("shown", 1);
    expect(await searchBox(dashboard).inputValue()).toBe("other1");
    expect(new URL(dashboard.page.url()).search).toContain("range=1h");
});

it("renames and deletes views", async () => {
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?q=a`);
    const menu = await openMenu(dashboard);
    await menu.getByRole("button", { name: "Save", exact: true }).click();

    await menu.getByRole("button", { name: "Rename a" }).click();
    await menu.getByLabel("New name of a").fill("b");
    await dashboard.page.keyboard.press("Enter");
    await menu.getByRole("button", { name: "Delete b" }).click();

    await menu.getByText("None yet.", { exact: true }).waitFor();
});

it("shares a view with everybody who may read", async () => {
    await broker().publish(...calls(3), ...calls(2, "other"));
    const first = await Dashboard.open(await newPage(), `${broker().url}/?q=other1&range=1h`);
    const menu = await openMenu(first);
    await menu.getByLabel("Name of the view").fill("Night shift / ü");
    await menu.getByRole("button", { name: "Share with the broker" }).click();
    const shared = menu.getByRole("list", { name: "On the broker" });
    await shared.getByRole("button", { name: "Night shift / ü other1 · 1h" }).waitFor();
    await menu.getByText("it keeps these until it ends").waitFor();

    const second = await Dashboard.open(await newPage(), broker().url);
    await (await openMenu(second)).getByRole("button", { name: "Night shift / ü other1 · 1h" }).click();

    await second.count("shown", 1);
    expect(await searchBox(second).inputValue()).toBe("other1");
});

it("renames and deletes what is shared", async () => {
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?q=a`);
    const menu = await openMenu(dashboard);
    const shared = menu.getByRole("list", { name: "On the broker" });
    await menu.getByRole("button", { name: "Share with the broker" }).click();

    await shared.getByRole("button", { name: "Rename a" }).click();
    await shared.getByLabel("New name of a").fill("b");
    await dashboard.page.keyboard.press("Enter");
    await shared.getByRole("button", { name: "Rename b" }).waitFor();
    expect(await shared.getByRole("listitem").count()).toBe(1);
    await shared.getByRole("button", { name: "Delete b" }).click();

    await menu.getByText("None yet. Whoever may read").waitFor();
});

it("says which right is missing to change what is shared", async () => {
    const page = await newPage();
    const refusal = { error: 161, name: "forbidden", detail: "admin is needed", mayRetry: false };
    await page.route("**/api/views/*", (route) => route.fulfill({ status: 403, json: refusal }));
    const menu = await openMenu(await Dashboard.open(page, `${broker().url}/?q=a`));

    await menu.getByRole("button", { name: "Share with the broker" }).click();

    expect(await menu.getByRole("alert").textContent()).toContain("needs the right admin: admin is needed");
});
