import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { calls, useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

it("stands still while it is paused, and catches up", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await broker().publish(...calls(3));
    await dashboard.rowCount(3);

    await dashboard.button(/Pause/).click();
    await broker().publish(...calls(4, "later "));

    await dashboard.count("received", 7);
    await dashboard.rowCount(3);
    await dashboard.button(/Resume · 4/).click();
    await dashboard.rowCount(7);
});

it("pauses with the space bar", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);

    await dashboard.page.keyboard.press("Space");
    await dashboard.button(/Resume/).waitFor();
    await dashboard.page.keyboard.press("Space");

    await dashboard.button(/Pause/).waitFor();
});

it("clears the table and goes on", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await broker().publish(...calls(3));
    await dashboard.rowCount(3);

    await dashboard.button(/^Clear$/).click();
    await dashboard.rowCount(0);
    await broker().publish(...calls(1, "after "));

    await dashboard.shows("after 1;");
    await dashboard.count("received", 1);
});

it("does not move what is read when events come", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await broker().publish(...calls(150));
    await dashboard.shows("m150;");

    await dashboard.table.hover();
    await dashboard.page.mouse.wheel(0, -1000);
    await dashboard.button("follow").waitFor();
    const before = await dashboard.topRow();
    await broker().publish(...calls(50, "new "));

    await dashboard.button("50 new").waitFor();
    expect(before).toMatch(/m\d+;$/);
    expect(await dashboard.topRow()).toBe(before);
    await dashboard.button("50 new").click();
    await dashboard.shows("new 50;");
});
