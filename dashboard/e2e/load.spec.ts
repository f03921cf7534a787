import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { calls, useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

const perSecond = 5_000;
const seconds = 4;
const pieces = 10;

it("keeps up with 5,000 events a second: shows a sample and knows of all", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    const longest = dashboard.page.evaluate(longestFrame, seconds * 1000);

    const began = Date.now();
    for (let piece = 1; piece <= seconds * pieces; piece += 1) {
        await broker().publish(...calls(perSecond / pieces));
        await until(began + (piece * 1000) / pieces);
    }

    await expect.poll(() => dashboard.total(), { timeout: 15_000 }).toBeGreaterThan(perSecond * seconds * 0.99);
    expect(await dashboard.total()).toBeLessThanOrEqual(perSecond * seconds);
    await dashboard.count("dropped", 0);
    expect(await longest).toBeLessThan(250);
});

it("has rows in their order for who reads them by ear, as soon as they stand still", async () => {
    const dashboard = await Dashboard.open(await newPage(), broker().url);
    for (let piece = 0; piece < 4; piece += 1) await broker().publish(...calls(100));

    await dashboard.count("received", 400);

    await expect.poll(() => dashboard.rows.evaluateAll(areInOrder)).toBe(true);
});

function areInOrder(rows: Element[]): boolean {
    const indexes = rows.map((row) => Number(row.getAttribute("aria-rowindex")));
    return indexes.length > 10 && indexes.every((index, at) => at === 0 || index > (indexes[at - 1] ?? 0));
}

function until(time: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, time - Date.now()));
}

// How long the page stood still at most, in milliseconds.
function longestFrame(milliseconds: number): Promise<number> {
    return new Promise((resolve) => {
        const began = performance.now();
        let last = began;
        let longest = 0;
        const frame = (): void => {
            const now = performance.now();
            longest = Math.max(longest, now - last);
            last = now;
            if (now - began < milliseconds) requestAnimationFrame(frame);
            else resolve(longest);
        };
        requestAnimationFrame(frame);
    });
}
