import { readFile } from "node:fs/promises";

import type { Page } from "playwright-core";

import { readJson } from "../src/model/json";
import type { Broker, PublishedEvent } from "./broker";
import type { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";

const here = (name: string): Promise<string> => readFile(new URL(name, import.meta.url), "utf8");

// Pages that look the same each time: the same events at the same times, a clock that stands, a broker whose rates,
// clients and figures are always those of still_broker.json, and the fonts that Debian's Chromium brings.

export const stillRange = "from=2026-11-20T10:00:00Z&to=2026-11-20T10:15:00Z";
const now = new Date("2026-11-20T10:15:00Z");
const fonts = `:root { --font: "DejaVu Sans"; --mono: "DejaVu Sans Mono"; }`;
const stood = ["stats", "accounting", "clients", "levels", "topics"];

export interface Look {
    readonly theme: "light" | "dark";
    readonly width: number;
    readonly height: number;
}

export async function publishStill(broker: Broker): Promise<number> {
    const lines = (await here("still.ndjson")).trim().split("\n");
    await broker.publish(...lines.map((line) => readJson(line) as unknown as PublishedEvent));
    return lines.length;
}

// `newPage` is what useBrowser() gives.
export async function openStill(
    newPage: ReturnType<typeof useBrowser>,
    address: string,
    { theme, width, height }: Look,
): Promise<Dashboard> {
    const page = await newPage({
        viewport: { width, height },
        colorScheme: theme,
        timezoneId: "UTC",
        locale: "en-US",
        reducedMotion: "reduce",
    });
    await page.clock.setFixedTime(now);
    await standStill(page);
    return Dashboard.open(page, address);
}

async function standStill(page: Page): Promise<void> {
    const answers = JSON.parse(await here("still_broker.json")) as Record<string, unknown>;
    for (const path of stood) await page.route(`**/api/${path}`, (route) => route.fulfill({ json: answers[path] }));
    await page.route("**/*.css", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: (await response.text()) + fonts });
    });
}
