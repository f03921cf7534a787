// How smoothly the table scrolls: through 100,000 kept rows while 500 a second arrive, and while it follows them.
//
//   LOGBEAM_BIN=… node bench/scroll_table.mjs [dist]
//
// Prints the time between frames and the main thread's work for each, as p50, p95 and the longest.
import { spawn } from "node:child_process";

import { chromium } from "playwright-core";

const rows = 100_000;
const perSecond = 500;
const rowHeight = 26;
const seconds = 10;
const tracing = "devtools.timeline,disabled-by-default-devtools.timeline";

const broker = await startBroker(process.argv[2]);
const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});
try {
    for (let sent = 0; sent < rows; sent += 2000) await broker.publish(calls(2000, sent));
    const page = await browser.newPage({ viewport: { width: 1400, height: 860 } });
    await page.goto(broker.url);
    const grid = page.getByRole("grid", { name: "Events" });
    await grid.waitFor();
    await page.waitForTimeout(1000);
    await fill(page, grid);

    report("following 500 rows/s", await measured(page, () => page.waitForTimeout(seconds * 1000)));
    report("scrolling through 100,000 rows", await measured(page, () => scrollThrough(page, grid)));
    console.log(`heap ${Math.round((await heapOf(page)) / 1e6)} MB`);
} finally {
    await browser.close();
    broker.stop();
}

// From the history, as a reader who goes to the oldest event again and again.
async function fill(page, grid) {
    const count = async () => Number(await grid.getAttribute("aria-rowcount"));
    await grid.focus();
    const end = Date.now() + 120_000;
    while ((await count()) < rows && Date.now() < end) {
        await page.keyboard.press("Home");
        await page.waitForTimeout(100);
    }
    await page.keyboard.press("End");
    await page.waitForTimeout(1000);
    console.log(`${await count()} rows`);
}

// While rows arrive all the time.
async function measured(page, act) {
    const session = await page.context().newCDPSession(page);
    const events = [];
    session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
    const timer = setInterval(() => void broker.publish(calls(perSecond / 50, 0)), 20);
    await page.evaluate(watchFrames);
    await session.send("Tracing.start", { traceConfig: { includedCategories: tracing.split(",") } });
    await act();
    const frames = await page.evaluate(() => globalThis.frames_);
    const done = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await done;
    clearInterval(timer);
    await session.detach();
    return { frames, work: workOf(events) };
}

function watchFrames() {
    const frames = (globalThis.frames_ = []);
    let last = performance.now();
    const frame = () => {
        if (globalThis.frames_ !== frames) return;
        const now = performance.now();
        frames.push(now - last);
        last = now;
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
}

async function scrollThrough(page, grid) {
    const box = await grid.boundingBox();
    const session = await page.context().newCDPSession(page);
    await session.send("Input.synthesizeScrollGesture", {
        x: box.x + 400,
        y: box.y + 200,
        yDistance: rows * rowHeight,
        speed: Math.round((rows * rowHeight) / seconds),
        gestureSourceType: "mouse",
        preventFling: true,
    });
    console.log(`scrolled to ${await grid.evaluate((element) => Math.round(element.scrollTop))} px`);
}

// Of the renderer's main thread, the tasks that drew a frame; their processor time, where the machine tells it.
function workOf(events) {
    const frames = events.filter(({ name }) => name === "FireAnimationFrame");
    const main = frames[0]?.tid;
    const pid = frames[0]?.pid;
    const isTask = ({ name, ph, tid, pid: of }) => name === "RunTask" && ph === "X" && tid === main && of === pid;
const tasks = events.filter(isTask);
    tasks.sort((a, b) => a.ts - b.ts);
    const drawing = new Set();
    let at = 0;
    for (const { ts } of frames.sort((a, b) => a.ts - b.ts)) {
        while (at < tasks.length && tasks[at].ts + tasks[at].dur < ts) at += 1;
        if (tasks[at] !== undefined && tasks[at].ts <= ts) drawing.add(tasks[at]);
    }
    return [...drawing].map(({ dur, tdur }) => (tdur ?? dur) / 1000);
}

function report(what, { frames, work }) {
    const line = (times) => {
        const sorted = [...times].sort((a, b) => a - b);
        const at = (part) => (sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? 0).toFixed(1);
        return `p50 ${at(0.5)}  p95 ${at(0.95)}  longest ${at(1)} ms (${sorted.length})`;
    };
    console.log(`${what}\n  between frames  ${line(frames)}\n  work of a frame ${line(work)}`);
}

async function heapOf(page) {
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
}

function calls(count, from) {
    return Array.from({ length: count }, (_, index) => ({
        id: `bench-${from + index}-${Math.random()}`,
        topic: "logs.orders.shipping",
        type: "logger.warning",
        source: "orders-api",
        timestamp: new Date().toISOString(),
        data: {
            level: "warning",
            message: `order shipped order_id=${from + index} city=Hamburg`,
            logger: "shipping",
            order_id: from + index,
            city: "Hamburg",
            latency_ms: (index * 7919) % 900,
        },
    }));
}

async function startBroker(dist) {
    const program = process.env["LOGBEAM_BIN"] ?? "logbeam";
    const options = dist === undefined ? [] : ["--dashboard", dist];
    const child = spawn(program, ["serve", "--memory", "--listen", "127.0.0.1:0", ...options]);
    const url = await new Promise((resolve) => {
        let printed = "";
        const read = (chunk) => {
            printed += chunk;
            const found = /https?:\/\/[^\s/]+(?=[\s/])/.exec(printed)?.[0];
            if (found !== undefined) resolve(found);
        };
        child.stdout.on("data", read);
        child.stderr.on("data", read);
    });
    const publish = async (events) => {
        const body = JSON.stringify(events);
        await fetch(`${url}/api/events`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    };
    return { url, publish, stop: () => child.kill("SIGTERM") };
}
