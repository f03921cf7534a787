import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { DetailPage, searchBox } from "./detail_page";
import { calls, useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

const declined = {
    topic: "logs.payment",
    type: "logger.error",
    timestamp: "2026-11-20T10:57:33.123456789Z",
    data: {
        level: "error",
        message: "payment declined",
        file: "/build/src/payment.cpp",
        line: 188,
        order_id: 9007199254740993n,
        city: "New York",
        latency_ms: 412.7,
        user: { id: 7, tags: ["a", "b"] },
    },
};

// The event lies further back than a page looks at first.
async function openDeclined(): Promise<{ dashboard: Dashboard; detail: DetailPage }> {
    await broker().publish(declined, ...calls(3));
    const dashboard = await Dashboard.open(
        await newPage(),
        `${broker().url}/?from=2026-11-20T00:00:00Z&to=2030-01-01T00:00:00Z`,
    );
    return { dashboard, detail: await DetailPage.open(dashboard, "payment declined") };
}

it("shows the fields as a tree, exact to the last digit", async () => {
    const { detail } = await openDeclined();

    const text = await detail.panel.innerText();
    expect(text).toContain("9007199254740993");
    expect(text).toContain("2026-11-20T10:57:33.123456789Z");
    await detail.button("Members of user").click();
    await expect.poll(() => detail.panel.innerText()).not.toContain("2 items");
});

it("asks for a value, or for all others, with a click", async () => {
    const { dashboard, detail } = await openDeclined();
    const search = searchBox(dashboard);

    await detail.button("Only events with city New York").click();
    await dashboard.count("shown", 1);
    expect(await search.inputValue()).toBe('city:"New York"');
    await detail.button("No events with city New York").click();

    await dashboard.count("shown", 3);
    expect(await search.inputValue()).toBe('-city:"New York"');
});

it("copies a value", async () => {
    const { dashboard, detail } = await openDeclined();
    await dashboard.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);

    await detail.button("Copy order_id").click();

    await expect.poll(() => dashboard.page.evaluate(() => navigator.clipboard.readText())).toBe("9007199254740993");
});

it("opens the source file in the editor of the settings", async () => {
    const { dashboard, detail } = await openDeclined();
    const link = detail.panel.getByRole("link", { name: "/build/src/payment.cpp:188" });
    expect(await link.getAttribute("href")).toBe("vscode://file/build/src/payment.cpp:188");

    await dashboard.button("Settings").click();
    const settings = dashboard.page.getByRole("dialog", { name: "Settings" });
    await settings.getByLabel("Editor").selectOption("CLion");
    await settings.getByRole("button", { name: "Add a folder" }).click();
    await settings.getByLabel("Built in").fill("/build");
    await settings.getByLabel("Here in").fill("/home/me/shop");
    await settings.getByRole("button", { name: "Close" }).click();

    expect(await link.getAttribute("href")).toBe("clion://open?file=/home/me/shop/src/payment.cpp&line=188");
});

it("goes from tab to tab with the arrow keys", async () => {
    const { dashboard, detail } = await openDeclined();
    const chosen = () => dashboard.detail.getByRole("tab", { selected: true }).innerText();
    await detail.tab("Fields").focus();

    await dashboard.page.keyboard.press("ArrowRight");
    expect(await chosen()).toBe("JSON");
    await dashboard.page.keyboard.press("ArrowLeft");
    await dashboard.page.keyboard.press("ArrowLeft");

    expect(await chosen()).toContain("Similar");
});

it("cuts what is long, and shows all of it to who wants to read on", async () => {
    await broker().publish({ ...calls(1)[0]!, data: { message: "short", long: "x".repeat(5000) + "END" } });
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    const detail = await DetailPage.open(dashboard, "short");

    expect(await detail.panel.innerText()).not.toContain("END");
    await detail.button("show all · 5,003 characters").click();

    expect(await detail.panel.innerText()).toContain("xEND");
});
