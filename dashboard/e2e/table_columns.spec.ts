import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

const shipped = {
    topic: "logs.orders",
    type: "logger.info",
    data: { level: "info", message: "shipped", city: "Berlin", user: { id: 9007199254740993n } },
};

async function open(): Promise<Dashboard> {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await broker().publish(shipped);
    await dashboard.shows("shipped");
    return dashboard;
}

async function headers(dashboard: Dashboard): Promise<string> {
    return (await dashboard.table.getByRole("columnheader").allTextContents()).join("|");
}

it("shows a field as a column, moves it by keys, and finds it so in the address", async () => {
    const dashboard = await open();

    await dashboard.page.getByRole("button", { name: "Columns", exact: true }).click();
    await dashboard.page.getByLabel("user.id").check();
    await dashboard.page.keyboard.press("Escape");
    await dashboard.table.getByRole("button", { name: "user.id: column menu" }).focus();
    await dashboard.page.keyboard.press("Control+ArrowLeft");

    expect(await headers(dashboard)).toBe("Time||user.id|Source · logger|Message");
    expect(
        await dashboard.row("shipped").getByRole("gridcell", { name: "9007199254740993", exact: true }).count(),
    ).toBe(1);
    await dashboard.page.reload();
    await dashboard.shows("shipped");
    expect(await headers(dashboard)).toBe("Time||user.id|Source · logger|Message");
});

it("moves a column by dragging it and resizes it at its edge", async () => {
    const dashboard = await open();
    const header = (name: string) => dashboard.table.getByRole("columnheader").filter({ hasText: name });

    await header("Source").dragTo(header("Time"));
    expect(await headers(dashboard)).toBe("Source · logger|Time||Message");
    const before = (await header("Source").boundingBox())?.width ?? 0;
    const edge = await header("Source").locator(".resize").boundingBox();
    if (edge === null) throw new Error("there is no edge");
    await dashboard.page.mouse.move(edge.x + 4, edge.y + 5);
    await dashboard.page.mouse.down();
    await dashboard.page.mouse.move(edge.x + 64, edge.y + 5, { steps: 3 });
    await dashboard.page.mouse.up();

    expect((await header("Source").boundingBox())?.width).toBeCloseTo(before + 60, 0);
});

it("shows times to the nanosecond in UTC", async () => {
    const dashboard = await open();

    await dashboard.table.getByRole("button", { name: "Time: column menu" }).click();
    await dashboard.page.getByRole("menuitemradio", { name: "UTC" }).click();
    await dashboard.page.getByRole("menuitemcheckbox", { name: "Nanoseconds" }).click();
    await dashboard.page.keyboard.press("Escape");

    const time = await dashboard.row("shipped").getByRole("rowheader").textContent();
    expect(time).toMatch(/^\d\d:\d\d:\d\d\.\d{9}$/);
    expect(await headers(dashboard)).toContain("Time UTC");
});

it("narrows the query by a value that is pointed at", async () => {
    const dashboard = await open();

    await dashboard.row("shipped").getByText("Berlin").click({ button: "right" });
    await dashboard.page.getByRole("menuitem", { name: "Not these" }).click();

    await dashboard.rowCount(0);
    expect(await dashboard.page.getByRole("combobox", { name: "Search" }).inputValue()).toBe("-city:Berlin");
});
