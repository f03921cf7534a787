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

    await menu.getByText("None yet.").waitFor();
});
