import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { expect, it } from "vitest";

import { violations } from "./axe";
import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

const charged = [1, 2, 3].map((amount) => ({
    topic: "logs.pay",
    type: "logger.info",
    source: "payments",
    data: {
        level: "info",
        message: `charged ${amount}`,
        template: "charged {}",
        city: amount === 3 ? "Bonn" : "Berlin",
    },
}));
const refused = {
    topic: "logs.pay",
    type: "logger.error",
    data: { level: "error", message: "card refused by bank-7 in 12 ms" },
};

// A start of a program with the sink, that says one thing.
async function run(message: string): Promise<void> {
    const program = process.env["LOGBEAM_SINK_BIN"];
    if (!program) throw new Error("LOGBEAM_SINK_BIN has to name the built e2e/log_call.cpp");
    await promisify(execFile)(program, [broker().webSocketUrl, message]);
}

it("lists templates with their counts, and shows the events of one", async () => {
    await broker().publish(...charged, refused);
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?view=templates`);
    const row = dashboard.page.getByRole("row").filter({ hasText: "charged {}" });

    await row.waitFor();
    expect(await row.getByRole("cell", { name: "3", exact: true }).count()).toBe(1);
    const guess = dashboard.page.getByRole("row").filter({ hasText: "card refused by" });
    expect(await guess.textContent()).toContain("guessed");
    await guess.getByRole("button").press("Enter");

    await dashboard.rowCount(1);
    await dashboard.shows("card refused by bank-7");
});

it("sorts templates by what is asked, and goes through them by keyboard", async () => {
    await broker().publish(...charged, refused);
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?view=templates`);
    const { page } = dashboard;
    await page.getByRole("row").filter({ hasText: "charged {}" }).waitFor();

    await page.getByRole("columnheader", { name: "Level" }).getByRole("button").click();

    expect(await page.getByRole("columnheader", { name: "Level" }).getAttribute("aria-sort")).toBe("descending");
    expect(await page.getByRole("rowheader").first().textContent()).toContain("card refused");
    await page.getByRole("rowheader").first().getByRole("button").focus();
    await page.keyboard.press("ArrowDown");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("charged {}");
});

it("groups by any field, and shows the events of a value", async () => {
    await broker().publish(...charged, refused);
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?view=templates`);
    await expect.poll(() => dashboard.page.getByLabel("Group by").textContent()).toContain("city");

    await dashboard.page.getByLabel("Group by").selectOption("city");
    const berlin = dashboard.page.getByRole("row").filter({ hasText: "Berlin" });
    await berlin.waitFor();
    expect(await dashboard.page.getByRole("row").filter({ hasText: "without it" }).textContent()).toContain("25 %");
    await berlin.getByRole("button").click();

    await dashboard.rowCount(2);
    expect(new URL(dashboard.page.url()).searchParams.get("q")).toBe("city:Berlin");
});

it("shows this run, the one before, and what is new since", async () => {
    await run("order late");
    await run("warehouse burns");
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?view=runs`);
    await expect.poll(() => dashboard.page.getByRole("main").textContent()).toContain("2 runs");

    await dashboard.button(/^Previous run$/).click();
    await dashboard.shows("order late");
    expect(await dashboard.row("warehouse burns").count()).toBe(0);
    await dashboard
        .button("Runs")
        .or(dashboard.page.getByRole("link", { name: "Runs" }))
        .first()
        .click();
    await dashboard.button(/^New since the previous run/).click();

    await dashboard.shows("warehouse burns");
    expect(await dashboard.row("order late").count()).toBe(0);
});

it("accounts for every event", async () => {
    await run("order late");
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?view=health`);
    const account = dashboard.page.getByRole("region", { name: "Account of every event" });

    await expect.poll(() => account.textContent(), { timeout: 10_000 }).toContain("the sums close");
    await account.getByRole("row").filter({ hasText: "closes" }).first().waitFor();
    expect(await dashboard.page.getByRole("region", { name: "Lost on the way" }).textContent()).toContain(
        "Nothing was lost.",
    );
});

it("shows the brokers of a cluster when there is more than one", async () => {
    const page = await newPage();
    const edge = (id: string, more: object) => ({ id, url: `http://${id}:3030/`, clients: 3, last_seq: 5, ...more });
    const edges = [edge("one", { is_this: true, leads: true, is_caught_up: true }), edge("two", {})];
    await page.route("**/api/edges*", (route) => route.fulfill({ json: { edges } }));
    const dashboard = await Dashboard.open(page, `${broker().url}/?view=health`);
    const table = dashboard.page.getByRole("region", { name: "Brokers" });

    await expect.poll(() => table.textContent(), { timeout: 10_000 }).toContain("this one, leads");
    expect(await table.getByRole("link", { name: "http://two:3030/" }).count()).toBe(1);
    expect(await table.textContent()).toContain("catching up");
});

it("says which right is missing, and shows the rest", async () => {
    const page = await newPage();
    const refusal = { error: 161, name: "forbidden", detail: "admin is needed", mayRetry: false };
    await page.route("**/api/accounting*", (route) => route.fulfill({ status: 403, json: refusal }));
    const dashboard = await Dashboard.open(page, `${broker().url}/?view=health`);

    await expect.poll(() => page.getByRole("main").textContent(), { timeout: 10_000 }).toContain("admin is needed");
    await dashboard.page.getByRole("region", { name: "History" }).waitFor();
});

it.each(["templates", "templates&group=city", "runs", "health"])("is accessible: %s", async (view) => {
    await broker().publish(...charged, refused);
    await run("order late");
    for (const colorScheme of ["dark", "light"] as const) {
        const page = await newPage();
        await page.emulateMedia({ colorScheme });
        await Dashboard.open(page, `${broker().url}/?view=${view}`);
        await expect
            .poll(() => page.getByRole("main").textContent(), { timeout: 10_000 })
            .toMatch(/charged|Berlin|running|ended|Nothing/);

        expect(await violations(page)).toEqual([]);
        await page.close();
    }
});
