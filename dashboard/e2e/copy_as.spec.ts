import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();
const run = promisify(execFile);

const query = `-level:debug city:"New York's \\"$(id)\\""`;

async function copied(what: RegExp): Promise<string> {
    const page = await newPage();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const dashboard = await Dashboard.open(page, `${broker().url}/?${new URLSearchParams({ q: query }).toString()}`);
    await dashboard.button("Copy as…").click();
    await page.getByRole("dialog", { name: "Copy as…" }).getByRole("button", { name: what }).click();
    await expect
        .poll(() => page.getByRole("dialog", { name: "Copy as…" }).getByRole("status").innerText())
        .toContain("copied");
    return page.evaluate(() => navigator.clipboard.readText());
}

async function publishTwo(): Promise<void> {
    await broker().publish(
        { topic: "a", type: "x", data: { message: "of Berlin", city: "Berlin" } },
        { topic: "a", type: "x", data: { message: "of New York", city: `New York's "$(id)"` } },
    );
}

// As a person would: the line goes into a shell, where the program is found by its name.
async function inShell(line: string): Promise<string> {
    const script = `logbeam() { "$LOGBEAM_BIN" "$@"; }; ${line}`;
    const { stdout } = await run("bash", ["--norc", "-c", script], { timeout: 10_000 });
    return stdout;
}

it("copies a line for logbeam query that finds the same", async () => {
    await publishTwo();

    const line = await copied(/^logbeam query/);

    expect(line).toMatch(/^logbeam query --url ws:\/\/127\.0\.0\.1:\d+ --from -15m --limit 0 -- '/);
    const printed = await inShell(line);
    expect(printed).toContain("of New York");
    expect(printed).not.toContain("of Berlin");
});

it("copies a line for curl that finds the same", async () => {
    await publishTwo();

    const printed = await inShell(await copied(/^curl/));

    expect(printed.trim().split("\n")).toHaveLength(1);
    expect(printed).toContain("of New York");
});

it("copies a line for logbeam tail", async () => {
    const line = await copied(/^logbeam tail/);

    expect(line).toMatch(/^logbeam tail --url ws:\/\/127\.0\.0\.1:\d+ -- '-level:debug city:/);
});

it("copies a link that shows the same view, without the token", async () => {
    await publishTwo();
    const link = await copied(/^Link/);
    expect(link).not.toContain("token");

    const dashboard = await Dashboard.open(await newPage(), link);

    await dashboard.shows("of New York");
    await dashboard.count("shown", 1);
});
