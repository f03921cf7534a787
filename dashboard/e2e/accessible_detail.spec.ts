import { expect, it } from "vitest";

import { violations } from "./axe";
import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { DetailPage } from "./detail_page";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

const charged = {
    topic: "logs.shop",
    type: "logger.info",
    data: {
        level: "info",
        message: "charged",
        thread: 7,
        file: "src/shop.cpp",
        line: 3,
        request_id: "r-1",
        latency_ms: 4.5,
        user: { id: 7, tags: ["a"] },
    },
};

it.each(["light", "dark"] as const)("axe-core finds nothing on an event and the menus: %s", async (theme) => {
    const page = await newPage();
    await page.emulateMedia({ colorScheme: theme });
    await broker().publish(charged, { ...charged, type: "logger.warning" });
    const dashboard = await Dashboard.open(page, broker().url);
    const detail = await DetailPage.open(dashboard, "charged");

    for (const tab of ["Fields", "JSON", "Around it", /^Similar/]) {
        await detail.tab(tab).click();
        await page.waitForTimeout(300);
        expect(await violations(page), String(tab)).toEqual([]);
    }
    await detail.tab("Fields").click();
    await detail.button("follow request_id").click();
    await page.waitForTimeout(300);
    expect(await violations(page), "Follow").toEqual([]);

    for (const menu of ["Save view", "Copy as…", "Export…", "Settings"]) {
        await dashboard.button(menu).click();
        await page.getByRole("dialog", { name: menu }).waitFor();
        expect(await violations(page), menu).toEqual([]);
        await page.keyboard.press("Escape");
    }
});
