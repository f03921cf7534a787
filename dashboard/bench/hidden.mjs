import { setTimeout as sleep } from "node:timers/promises";

import { milliseconds } from "./lib/figures.mjs";
import { startProgram } from "./lib/program.mjs";
import { withTabs } from "./lib/run.mjs";

const rate = 50_000;
const soon = 1000;
const patience = 10_000;

// Hidden behind another tab, as the browser hides it: no frames, slow timers.
export default {
    name: "hidden",
    question: "hidden at 50,000 events/s, until it is right after its return",
    target: "<= 1 s",
    run: ({ hiddenSeconds }) => withTabs((broker, tabs) => hide(broker, tabs, hiddenSeconds)),
};

async function hide(broker, tabs, seconds) {
    const page = await tabs.open(broker.url);
    const program = startProgram(broker, rate, seconds + 30);
    await page.until(isFollowing);
    const heapBefore = await heapOf(page);
    await tabs.open("about:blank");
    await page.until(() => document.hidden);

    await sleep(seconds * 1000);
    const title = await page.evaluate(() => document.title);
    const returned = page.evaluate(watchReturn, { soon, patience });
    await page.show();
    const { right, longest } = await returned;
    const heap = await heapOf(page);
    await program.stop();

    const hasCounted = /\d/.test(title);
    const counted = hasCounted ? "counted errors" : "COUNTED NO ERRORS";
    const heaps = `${Math.round(heapBefore)} -> ${Math.round(heap)} MB`;
    return {
        figure: right,
        isMet: right <= soon && hasCounted,
        measured: `${milliseconds(right)} after ${seconds} s; the title ${counted}`,
        work: `longest frame after it ${milliseconds(longest)}; heap ${heaps}`,
    };
}

async function heapOf(page) {
    await page.send("HeapProfiler.collectGarbage");
    return (await page.send("Runtime.getHeapUsage")).usedSize / 1e6;
}

function isFollowing() {
    return document.querySelectorAll("[role=grid] [role=row][id]").length > 10;
}

// Right is a drawn frame whose last row is not older than `soon`, and whose footer tells the rate of now.
function watchReturn({ soon, patience }) {
    const isRight = () => {
        const rows = [...document.querySelectorAll("[role=grid] [role=row][id]")];
        const at = Math.max(...rows.map((row) => Number(/at_ms=(\d+\.\d+)/.exec(row.textContent)?.[1] ?? 0)));
        const rate = Number(/of ([\d,]+)\/s/.exec(document.querySelector("footer").textContent)?.[1].replace(/,/g, ""));
        return Date.now() - at < soon && rate > 10_000;
    };
    return new Promise((resolve, reject) => {
        const begin = () => {
            const begun = performance.now();
            let last = begun;
            let longest = 0;
            let right;
            const frame = () => {
                const now = performance.now();
                longest = Math.max(longest, now - last);
                last = now;
                if (right === undefined && isRight()) right = now - begun;
                if (right !== undefined && now - begun > 2 * soon) resolve({ right, longest });
                else if (now - begun > patience) reject(new Error("it was not right in time"));
                else requestAnimationFrame(frame);
            };
            requestAnimationFrame(frame);
        };
        if (document.hidden) document.addEventListener("visibilitychange", begin, { once: true });
        else begin();
    });
}
