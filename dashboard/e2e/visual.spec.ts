import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import type { Dashboard } from "./dashboard";
import { DetailPage } from "./detail_page";
import { difference } from "./picture";
import { openStill, publishStill, stillRange, type Look } from "./still_page";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();
const patience = { timeout: 60_000 };

const sizes = [
    { width: 360, height: 720 },
    { width: 1000, height: 720 },
    { width: 1600, height: 900 },
];
const looks = (["light", "dark"] as const).flatMap((theme) => sizes.map((size): Look => ({ theme, ...size })));

async function open(look: Look, view: string): Promise<Dashboard> {
    const count = await publishStill(broker());
    const dashboard = await openStill(newPage, `${broker().url}/?${stillRange}&view=${view}`, look);
    if (view === "events") await dashboard.rowCount(count);
    return dashboard;
}

// The broker has another port each time.
function seen(dashboard: Dashboard, name: string): Promise<string | undefined> {
    return difference(dashboard.page, name, [dashboard.connection]);
}

it.each(looks)("events look as they did: $theme, $width wide", patience, async (look) => {
    const dashboard = await open(look, "events");
    await dashboard.shows("payment declined");

    expect(await seen(dashboard, `events-${look.theme}-${look.width}`)).toBeUndefined();
});

it("an event looks as it did", patience, async () => {
    const dashboard = await open({ theme: "dark", width: 1400, height: 860 }, "events");
    const detail = await DetailPage.open(dashboard, "payment declined");
    await detail.button("Set cards to debug for 5 min").waitFor();
    await detail.tab(/Similar \d/).waitFor();
    await dashboard.page.mouse.move(700, 400);

    expect(await seen(dashboard, "event-dark-1400")).toBeUndefined();
});

it("health looks as it did", patience, async () => {
    const dashboard = await open({ theme: "light", width: 1400, height: 1200 }, "health");
    for (const name of ["Lost on the way", "Account of every event", "Loggers", "Clients"]) {
        await dashboard.page.getByRole("region", { name }).waitFor();
    }

    expect(await seen(dashboard, "health-light-1400")).toBeUndefined();
});
