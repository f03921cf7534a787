import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";

import { violations } from "./axe";
import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { IncidentPage } from "./incident_page";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

const began = Date.parse("2026-11-20T10:00:00Z");
const range = "from=2026-11-20T09:00:00Z&to=2026-11-20T11:00:00Z";
const folders: string[] = [];

afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

// A second apart from each other.
function orders(...data: Record<string, unknown>[]) {
    return data.map((each, index) => ({
        topic: "logs.orders",
        type: "logger.info",
        timestamp: new Date(began + index * 1000).toISOString(),
        data: { level: "info", logger: "orders", ...each } as never,
    }));
}

interface Saved {
    readonly path: string;
    readonly bytes: string;
}

async function save(page: Page, form: { title?: string; note?: string; keys?: string } = {}): Promise<Saved> {
    await page.getByRole("button", { name: "Export…" }).click();
    await page.getByRole("button", { name: /^Incident \(HTML\)…/ }).click();
    const asked = page.getByRole("form", { name: "Incident as one file" });
    if (form.title !== undefined) await asked.getByLabel("Title").fill(form.title);
    if (form.note !== undefined) await asked.getByLabel("Note").fill(form.note);
    if (form.keys !== undefined) await asked.getByLabel("Hide the values of").fill(form.keys);
    const starts = page.waitForEvent("download");
    await asked.getByRole("button", { name: "Save the file" }).click();
    const download = await starts;
    const folder = await mkdtemp(join(tmpdir(), "incident-"));
    folders.push(folder);
    const path = join(folder, download.suggestedFilename());
    await copyFile(await download.path(), path);
    return { path, bytes: await readFile(path, "utf8") };
}

async function saveFrom(query: string, form = {}): Promise<Saved> {
    const dashboard = await Dashboard.open(await newPage(), `${broker().url}/?${range}&${query}`);
    return save(dashboard.page, form);
}

async function openOffline({ path }: Saved, width = 1400): Promise<IncidentPage> {
    const page = await newPage();
    await page.setViewportSize({ width, height: 860 });
    return IncidentPage.open(page, pathToFileURL(path).href);
}

it("opens from a file without a network, with every event as it was", async () => {
    await broker().publish(
        ...orders(
            { message: "first", n: 9007199254740993n },
            { message: "second", deep: { list: [18446744073709551615n, "äöü 🎈"] } },
            { message: "unwanted" },
        ),
    );
    const saved = await saveFrom("q=-unwanted", { title: "Orders stood still", note: "from ten to eleven" });
    const incident = await openOffline(saved);

    await incident.shows("2 events");
    await incident.page.getByRole("heading", { name: "Orders stood still" }).waitFor();
    await incident.page.getByText("from ten to eleven").waitFor();
    await incident.page.getByText("-unwanted", { exact: true }).waitFor();
    await incident.open("first");
    expect(await incident.detail.textContent()).toContain("9007199254740993");
    await incident.open("second");
    await incident.detail.getByRole("button", { name: "JSON" }).click();
    expect(await incident.detail.textContent()).toContain("18446744073709551615");
    expect(await incident.detail.textContent()).toContain("äöü 🎈");
    expect(incident.said).toEqual([]);
});

it("finds by text and by level, and goes from event to event by keyboard", async () => {
    await broker().publish(
        ...orders(
            { message: "paid", order_id: 41 },
            { message: "late", order_id: 42, level: "warning" },
            { message: "paid", order_id: 43 },
        ),
    );
    const incident = await openOffline(await saveFrom("q="));

    await incident.search.fill("order_id=42");
    await incident.shows("1 of 3 events");
    await incident.search.fill("");
    await incident.button(/^warning/).click();
    await incident.shows("2 of 3 events");

    await incident.table.focus();
    await incident.page.keyboard.press("End");
    await incident.page.keyboard.press("Enter");
    await incident.detail.getByText("43", { exact: true }).waitFor();
    await incident.page.keyboard.press("Escape");
    await incident.detail.waitFor({ state: "detached" });
});

it("replays in the time of the events", async () => {
    await broker().publish(...orders(...Array.from({ length: 61 }, (_, index) => ({ message: `m${index};` }))));
    const incident = await openOffline(await saveFrom("q="));
    await incident.shows("61 events");

    await incident.button(/^4×/).click();
    await incident.button("Play").click();
    const first = await incident.shownCount();
    await expect.poll(() => incident.shownCount(), { timeout: 15_000 }).toBeGreaterThan(first + 5);
    await incident.button("Pause").click();
    const paused = await incident.shownCount();
    expect(paused).toBeLessThan(61);
    await incident.rows.filter({ hasText: `m${paused - 1};` }).waitFor();
    await incident.page.waitForTimeout(300);
    expect(await incident.shownCount()).toBe(paused);

    await incident.page.getByRole("slider", { name: "Time" }).press("Home");
    await incident.shows("1 of 61 events");
    await incident.button("64×").click();
    await incident.button("Play").click();
    await incident.shows("61 events");
    await incident.button("Play").waitFor();
});

const secret = "hunter2";

it("has no secret in its bytes, also of publishers that hide none", async () => {
    await broker().publish(
        ...orders(
            { message: `login user=jo password=${secret} from=web`, deep: [{ Token: secret, fine: "seen" }] },
            { message: `sent Authorization: Bearer ${secret}.x`, body: `{"secret":"${secret}"}`, iban: "DE12" },
        ),
    );
    const usual = await saveFrom(`q=-password:${secret}`, { title: `token=${secret}`, note: `"secret": "${secret}"` });
    const own = await saveFrom("q=", { keys: "iban" });

    expect(usual.bytes).not.toContain(secret);
    expect(usual.bytes).toContain("login user=jo password=*** from=web");
    expect(usual.bytes).toContain('"fine":"seen"');
    expect(usual.bytes).toContain("DE12");
    expect(own.bytes).not.toContain("DE12");
    expect(own.bytes).toContain(secret);
});

const hostile = {
    script: "</script><script>alert(1)</script>",
    image: '<img src="http://stranger.test/x" onerror="alert(2)"><!--',
    lines: "one\u2028two\u2029three",
    ansi: "\u001b[31mred\u001b[0m \u001b]8;;javascript:alert(3)\u0007click\u001b]8;;\u0007",
    bidi: "\u202egnp.exe \u2066isolated\u2069",
};

it("does nothing that its events say", async () => {
    const text = Object.values(hostile).join(" ");
    await broker().publish(
        ...orders({ message: `hostile ${text}`, [text]: text, nested: { [text]: [text] } }).map((event) => ({
            ...event,
            topic: "logs.<img/src=x.&lt;b&gt;",
            type: text.slice(0, 100),
            source: text.slice(0, 100),
        })),
    );
    const saved = await saveFrom("q=", { title: hostile.script, note: text });
    const incident = await openOffline(saved);
    await incident.shows("1 event");
    await incident.open("hostile");
    await incident.detail.getByRole("button", { name: "JSON" }).click();

    expect(saved.bytes).not.toMatch(/[\u2028\u202e\u2066\u001b]/);
    // Two scripts are data, one is the page's.
    expect(await incident.strangers()).toEqual({ elements: 2 + 1, unseen: 0 });
    expect(incident.said).toEqual([]);
});

it("lets no script run but its own", async () => {
    await broker().publish(...orders({ message: "one" }));
    const incident = await openOffline(await saveFrom("q="));

    const ran = await incident.page.evaluate(() => {
        const script = document.createElement("script");
        script.textContent = "globalThis.ran = true";
        document.body.append(script);
        return "ran" in globalThis;
    });

    expect(ran).toBe(false);
});

it.each(["light", "dark"] as const)("axe-core finds nothing, in the form and in the file: %s", async (theme) => {
    await broker().publish(...orders({ message: "one", user: { id: 1 } }, { message: "two", level: "error" }));
    const page = await newPage();
    await page.emulateMedia({ colorScheme: theme });
    const dashboard = await Dashboard.open(page, `${broker().url}/?${range}`);
    const saved = await save(dashboard.page);
    expect(await violations(page), "form").toEqual([]);

    for (const width of [1400, 400]) {
        const incident = await openOffline(saved, width);
        await incident.page.emulateMedia({ colorScheme: theme });
        expect(await violations(incident.page), `${width}`).toEqual([]);
        await incident.open("one");
        expect(await violations(incident.page), `an event, ${width}`).toEqual([]);
        expect(await incident.overflow()).toBe(0);
    }
});

it("prints every row", async () => {
    await broker().publish(...orders(...Array.from({ length: 200 }, (_, index) => ({ message: `m${index};` }))));
    const incident = await openOffline(await saveFrom("q="));
    expect(await incident.rows.count()).toBeLessThan(100);

    await incident.page.evaluate(() => dispatchEvent(new Event("beforeprint")));

    await expect.poll(() => incident.rows.count(), { timeout: 15_000 }).toBe(201);
});
