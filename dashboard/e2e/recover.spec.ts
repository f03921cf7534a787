import { expect, it, onTestFinished } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { Proxy } from "./proxy";
import { calls, useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

it("says that the broker is away, recovers by itself and shows that the epoch has changed", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await broker().publish(...calls(3, "before "));
    await dashboard.rowCount(3);

    await broker().kill();
    await expect.poll(() => dashboard.connection.textContent()).toContain("away since");
    expect(await dashboard.row("before 3;").count()).toBe(1);

    await broker().restart();
    await dashboard.isConnected();
    await broker().publish(...calls(2, "after "));

    await dashboard.shows("the broker started anew", "after 1;", "after 2;");
    expect(await dashboard.row("after 1;").count()).toBe(1);
});

it("misses nothing and shows nothing twice when only the connection breaks", async () => {
    const proxy = await Proxy.start(Number(broker().port));
    onTestFinished(() => proxy.stop());
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?broker=${proxy.webSocketUrl}`);
    await broker().publish(...calls(3));
    await dashboard.rowCount(3);

    proxy.cut();
    await expect.poll(() => dashboard.connection.textContent()).toContain("away since");
    await broker().publish(...calls(4, "meanwhile "));
    proxy.mend();
    await dashboard.isConnected();
    await broker().publish(...calls(1, "at last "));

    await dashboard.shows("at last 1;");
    await dashboard.rowCount(8);
});

it("goes on where it began when it has seen nothing yet", async () => {
    const proxy = await Proxy.start(Number(broker().port));
    onTestFinished(() => proxy.stop());
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?broker=${proxy.webSocketUrl}`);

    proxy.cut();
    await expect.poll(() => dashboard.connection.textContent()).toContain("away since");
    await broker().publish(...calls(300, "meanwhile "));
    proxy.mend();

    await dashboard.rowCount(300);
});
