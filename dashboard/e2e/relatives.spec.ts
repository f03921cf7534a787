import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { DetailPage, searchBox } from "./detail_page";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

function said(source: string, message: string, data: object = {}) {
    const call = { level: "info", message, logger: source, thread: 7, template: "step {}" };
    return { topic: `logs.${source}`, type: "logger.info", source, data: { ...call, ...data } };
}

async function openAt(text: string): Promise<{ dashboard: Dashboard; detail: DetailPage }> {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    return { dashboard, detail: await DetailPage.open(dashboard, text) };
}

it("shows what the same thread and the same source said around an event, and goes there", async () => {
    await broker().publish(
        said("shop", "before"),
        said("other", "of somebody else"),
        said("shop", "of another thread", { thread: 8 }),
        said("shop", "in the middle"),
        said("shop", "after"),
    );
    const { detail } = await openAt("in the middle");
    await detail.tab("Around it").click();

    await expect.poll(() => detail.lines("Events around it")).toHaveLength(3);
    const [first, current, last] = await detail.lines("Events around it");
    expect([first, current, last].map((line) => line?.split("\n").at(-1))).toEqual([
        "before",
        "in the middle",
        "after",
    ]);
    expect(await detail.list("Events around it").locator('[aria-current="true"]').innerText()).toContain(
        "in the middle",
    );

    await detail.button("Same source").click();
    await expect.poll(() => detail.lines("Events around it")).toHaveLength(4);
    await detail.list("Events around it").getByRole("button", { name: "before" }).click();
    await expect.poll(() => detail.heading.innerText()).toBe("before");
});

it("counts similar events, and shows all of them", async () => {
    await broker().publish(
        ...Array.from({ length: 37 }, (_, index) => said("shop", `step ${index}`)),
        said("shop", "something else", { template: "something else" }),
    );
    const { dashboard, detail } = await openAt("step 36");

    await expect.poll(() => detail.tab(/^Similar/).innerText()).toContain("37");
    await detail.tab(/^Similar/).click();
    expect(await detail.panel.innerText()).toContain("37 in the last");
    await detail.button("Show all").click();

    await dashboard.count("shown", 37);
    expect(await searchBox(dashboard).inputValue()).toBe('template:"step {}"');
});

it("follows a value through the programs, in lanes by source", async () => {
    const id = { request_id: "r-77" };
    await broker().publish(
        said("web", "asked", id),
        said("payments", "charged", id),
        said("web", "of another", { request_id: "r-78" }),
    );
    await broker().publish(said("web", "answered", id));
    const { dashboard, detail } = await openAt("charged");

    await detail.button("follow request_id").click();
    await expect.poll(() => detail.panel.innerText()).toContain("3 events · 2 sources");
    await detail.panel.getByRole("img", { name: "request_id on its way through web, payments" }).waitFor();
    await detail.list("Events with the value").getByRole("button", { name: "answered" }).click();

    await expect.poll(() => detail.heading.innerText()).toBe("answered");
    expect(await detail.lines("Events with the value")).toHaveLength(3);
    await detail.button("End").click();
    await expect.poll(() => detail.tab("Follow").count()).toBe(0);
    await dashboard.shows("of another");
});
