import { chromium } from "playwright-core";

export const viewport = { width: 1400, height: 860 };
export const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];

// CHROMIUM names another one than the system's.
export function executable() {
    return process.env["CHROMIUM"] ?? "/usr/bin/chromium";
}

// A Chromium of its own for each run, so that none inherits heap or caches.
export function startBrowser() {
    return chromium.launch({ executablePath: executable(), args: flags });
}

export async function openPage(browser, url) {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await page.goto(url);
    await isConnected(page);
    return page;
}

export function gridOf(page) {
    return page.getByRole("grid", { name: "Events" });
}

export async function connectionOf(page) {
    return (await page.getByRole("status", { name: "Connection" }).textContent()) ?? "";
}

async function isConnected(page) {
    await page.getByRole("status", { name: "Connection" }).filter({ hasText: "connected since" }).waitFor();
}

// The heap that JavaScript holds on to, in MB.
export async function heapOf(page) {
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    await session.detach();
    return usedSize / 1e6;
}

// A page whose table holds that many rows, from the history: as a reader who goes to the oldest event again and again.
export async function openFullPage(browser, broker, rows) {
    for (let sent = 0; sent < rows; sent += batch) await broker.publish(callsFrom(sent, batch));
    const page = await openPage(browser, broker.url);
    const grid = gridOf(page);
    const count = async () => Number(await grid.getAttribute("aria-rowcount"));
    await grid.focus();
    const end = Date.now() + patience;
    while ((await count()) < rows && Date.now() < end) {
        await page.keyboard.press("Home");
        await page.waitForTimeout(100);
    }
    await page.keyboard.press("End");
    await page.waitForTimeout(1000);
    const held = await count();
    if (held < rows) throw new Error(`the table holds ${held} rows only`);
    return page;
}

const patience = 240_000;
const batch = 2000;

export function callsFrom(first, count) {
    return Array.from({ length: count }, (_, index) => callOf(first + index));
}

function callOf(number) {
    const city = cities[number % cities.length];
    const level = number % 100 === 99 ? "error" : number % 10 === 9 ? "warning" : "info";
    return {
        id: `bench-${number}-${Math.random()}`,
        topic: "logs.orders.shipping",
        type: `logger.${level}`,
        source: "orders-api",
        timestamp: new Date().toISOString(),
        data: {
            level,
            message: `order shipped order_id=${number} city=${city}`,
            logger: "shipping",
            order_id: number,
            city,
            latency_ms: (number * 7919) % 900,
        },
    };
}

const cities = ["Berlin", "Hamburg", "Porto", "Lagos", "Osaka"];
