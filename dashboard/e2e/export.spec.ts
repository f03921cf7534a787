import { readFile } from "node:fs/promises";

import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

async function download(page: Page, role: "link" | "button", name: RegExp): Promise<string> {
    await page.getByRole("button", { name: "Export…" }).click();
    const starts = page.waitForEvent("download");
    await page.getByRole("dialog", { name: "Export…" }).getByRole(role, { name }).click();
    return readFile(await (await starts).path(), "utf8");
}

async function openWanted(): Promise<Dashboard> {
    const events = ["first", "second", "unwanted"].map((message, index) => ({
        topic: "logs.a",
        type: "logger.info",
        data: { level: "info", message: `=${message}, "quoted"`, n: 9007199254740993n + BigInt(index) },
    }));
    await broker().publish(...events);
    return Dashboard.open(await newPage(), `${broker().url}/?q=-unwanted`);
}

it("exports what the view shows as NDJSON, exactly", async () => {
    const dashboard = await openWanted();

    const lines = (await download(dashboard.page, "link", /^NDJSON/)).trim().split("\n");

    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('"n":9007199254740993');
});

it("exports what the view shows as CSV, in which nothing is a formula", async () => {
    const dashboard = await openWanted();

    const lines = (await download(dashboard.page, "button", /^CSV/)).trim().split("\r\n");

    expect(lines[0]?.replace("\ufeff", "")).toBe("seq,timestamp,level,topic,type,source,message,id,data");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(`,info,logs.a,logger.info,e2e,"'=first, ""quoted""",`);
    await dashboard.page.getByText("2 events written").waitFor();
});

it("exports NDJSON with a token, which no link carries", async () => {
    const dashboard = await openWanted();
    await dashboard.page.goto(`${broker().url}/?q=-unwanted&token=s3cret`);
    const asked = dashboard.page.waitForRequest(/format=ndjson/);

    const lines = (await download(dashboard.page, "button", /^NDJSON/)).trim().split("\n");

    expect(lines[0]).toContain('"n":9007199254740993');
    expect(lines).toHaveLength(2);
    expect((await asked).headers()["authorization"]).toBe("Bearer s3cret");
    expect((await asked).url()).not.toContain("s3cret");
});
