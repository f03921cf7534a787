import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import type { Json } from "../src/model/json";
import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { DetailPage } from "./detail_page";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

const texts = {
    image: '<img src=x onerror="alert(1)">',
    script: "</span><script>alert(2)</script>",
    style: "<style>*{display:none}</style>",
    link: "javascript:alert(3)",
    template: "${alert(4)} {{alert(5)}}",
    ansi: "\u001b[31mred\u001b[0m \u001b]8;;javascript:alert(6)\u0007click\u001b]8;;\u0007 \u001b[2J",
    bidi: "\u202egnp.exe \u2066isolated\u2069 \u200f",
    controls: "nul\u0000 bell\u0007 back\b",
    megabyte: "x<b>".repeat(250_000),
    tower: "e" + "\u0301".repeat(5000),
};

// Every part of an event that a stranger writes.
function hostile(text: string, index: number) {
    const data: Record<string, Json> = {
        level: "error",
        message: `hostile${index} ${text}`,
        logger: text.slice(0, 500),
        file: text.slice(0, 500),
        line: 1,
        template: text.slice(0, 1000),
        [text.slice(0, 200)]: text.slice(0, 2000),
        request_id: text.slice(0, 150),
        nested: { [text.slice(0, 200)]: [text.slice(0, 2000)] },
    };
    // A topic's name has no spaces, quotes, backslashes, controls and wildcards, but it may have all else.
    return {
        topic: "logs.<img/src=x.&lt;b&gt;",
        type: text.slice(0, 100),
        source: text.slice(0, 100),
        data,
        metadata: { host: text.slice(0, 100) },
    };
}

// What a page says when something runs or breaks.
function watch(page: Page): string[] {
    const said: string[] = [];
    page.on("dialog", (dialog) => {
        said.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
    });
    page.on("pageerror", (error) => said.push(`error: ${error.message}`));
    page.on("console", (message) => message.type() === "error" && said.push(`console: ${message.text()} ${message.location().url}`));
    return said;
}

// Nothing of it has become an element, reaches over the page's edge, or turns the writing around: who does is named.
async function staysText(page: Page): Promise<void> {
    const found = await page.evaluate(() => {
        const name = (element: Element | null): string => `${element?.tagName} ${element?.getAttribute("class") ?? ""}`;
        const unseen: string[] = [];
        const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (nodes.nextNode()) {
            const { data, parentElement } = nodes.currentNode as Text;
            if (/[\u202a-\u202e\u2066-\u2069\u0000]/.test(data)) unseen.push(name(parentElement));
        }
        const elements = document.querySelectorAll("body img, body script, body style, body b b, a[href^=javascript]");
        const overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
        return { unseen, elements: [...elements].map(name), overflow };
    });
    expect(found).toEqual({ unseen: [], elements: [], overflow: 0 });
}

it.each(Object.entries(texts))("runs nothing and breaks nothing: %s", async (_, text) => {
    const page = await newPage();
    const said = watch(page);
    await broker().publish(hostile(text, 1), hostile(text, 2));
    const dashboard = await Dashboard.open(page, broker().url);
    await dashboard.shows("hostile1", "hostile2");
    await staysText(page);

    const detail = await DetailPage.open(dashboard, "hostile2");
    for (const tab of ["Fields", "JSON", "Around it", /^Similar/]) {
        await detail.tab(tab).click();
        await page.waitForTimeout(300);
        await staysText(page);
    }
    for (const menu of ["Save view", "Copy as…", "Export…"]) {
        await dashboard.button(menu).click();
        await page.keyboard.press("Escape");
    }
    await page.setViewportSize({ width: 400, height: 800 });
    await staysText(page);

    expect(said).toEqual([]);
});

it("shows every view of hostile events", async () => {
    const page = await newPage();
    const said = watch(page);
    await broker().publish(...Object.values(texts).map(hostile));
    const dashboard = await Dashboard.open(page, broker().url);

    for (const view of ["Templates", "Runs", "Health", "Events"]) {
        await dashboard.page.getByRole("navigation").getByText(view, { exact: true }).click();
        await page.waitForTimeout(700);
        await staysText(page).catch((error: unknown) => {
            throw new Error(`in ${view}: ${String(error)}`, { cause: error });
        });
    }

    expect(said).toEqual([]);
});

it("takes a query from the address as text", async () => {
    const page = await newPage();
    const said = watch(page);
    const query = new URLSearchParams({
        q: `message:"${texts.image.replaceAll('"', '\\"')}"`,
        cols: texts.script,
        view: texts.image,
    });
    const dashboard = await Dashboard.open(page, `${broker().url}/?${query.toString()}`);

    await dashboard.button("Copy as…").click();
    await page.getByRole("dialog", { name: "Copy as…" }).waitFor();
    await staysText(page);

    expect(said).toEqual([]);
});

it("is served under a policy that lets no foreign script run", async () => {
    const page = await newPage();
    const answer = await page.goto(broker().url);

    const policy = answer?.headers()["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*'unsafe/);
    const ran = await page.evaluate(() => {
        const script = document.createElement("script");
        script.textContent = "globalThis.ran = true";
        document.body.append(script);
        return "ran" in globalThis;
    });
    expect(ran).toBe(false);
});
