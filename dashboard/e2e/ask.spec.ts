import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

const orders = ["Berlin", "Hamburg", "New York"].map((city, index) => ({
    topic: "logs.orders",
    type: "logger.info",
    data: { level: "info", message: "order shipped", city, latency_ms: index * 100 },
}));
const failure = { topic: "logs.net", type: "logger.error", data: { level: "error", message: "connection reset" } };

async function open(): Promise<Dashboard> {
    await broker().publish(...orders, failure);
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    await dashboard.shows("connection reset");
    return dashboard;
}

const boxOf = ({ page }: Dashboard) => page.getByRole("combobox", { name: "Search" });

it("asks what is typed by itself, of what is there and of what comes", async () => {
    const dashboard = await open();

    await dashboard.page.keyboard.press("/");
    await dashboard.page.keyboard.type("shipped -city:Hamburg");
    await dashboard.count("shown", 2);
    await broker().publish(...orders);

    await dashboard.count("shown", 4);
    expect(new URL(dashboard.page.url()).searchParams.get("q")).toBe("shipped -city:Hamburg");
});

it("completes fields, operators and values that the broker knows, by keyboard", async () => {
    const dashboard = await open();
    const box = boxOf(dashboard);
    const options = dashboard.page.getByRole("listbox", { name: "Completions" }).getByRole("option");

    await box.pressSequentially("cit");
    await options.filter({ hasText: "city" }).waitFor();
    await box.press("Tab");
    await options.filter({ hasText: "New York" }).waitFor();
    await box.pressSequentially("new");
    await box.press("ArrowDown");
    expect(await box.getAttribute("aria-activedescendant")).toBe("query-option-0");
    await box.press("Enter");

    expect(await box.inputValue()).toBe('city:"New York" ');
    await dashboard.count("shown", 1);

    await box.pressSequentially("latency_ms");
    expect(await options.first().textContent()).toContain("latency_ms:");
});

it("completes what is clicked", async () => {
    const dashboard = await open();
    const box = boxOf(dashboard);

    await box.pressSequentially("city:");
    await dashboard.page.getByRole("option", { name: "Hamburg" }).click();

    expect(await box.inputValue()).toBe("city:Hamburg ");
    await dashboard.count("shown", 1);
});

it("points at the character where something is wrong, and keeps what was asked", async () => {
    const dashboard = await open();
    const box = boxOf(dashboard);
    await box.fill("shipped");
    await dashboard.count("shown", 3);

    await box.fill("shipped level:warnign");
    await box.press("Escape");

    const problem = dashboard.page.getByText("at character 15: unknown level 'warnign', did you mean 'warning'?");
    await problem.waitFor();
    expect(await box.getAttribute("aria-invalid")).toBe("true");
    await dashboard.count("shown", 3);
});

it("brings earlier queries back", async () => {
    const dashboard = await open();
    const box = boxOf(dashboard);
    await box.fill("shipped");
    await box.press("Enter");
    await box.fill("reset");
    await box.press("Enter");
    await dashboard.count("shown", 1);

    await dashboard.page.reload();
    await box.fill("");
    await box.press("ArrowUp");
    await box.press("ArrowDown");
    await box.press("Enter");

    expect(await box.inputValue()).toBe("shipped");
    await dashboard.count("shown", 3);
});

it("leaves no regular expression the time to hold the page up", async () => {
    const hostile = { ...failure, data: { level: "error", message: "a".repeat(100_000) + "!" } };
    await broker().publish(hostile, hostile);
    const dashboard = await open();

    await boxOf(dashboard).fill('message:~"(a|a)*(a+)+$"');
    await dashboard.count("shown", 0);

    await boxOf(dashboard).fill('message:~"(a+)+!$"');
    await dashboard.count("shown", 2);
});
