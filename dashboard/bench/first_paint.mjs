import { gzipSync } from "node:zlib";

import { milliseconds, sum } from "./lib/figures.mjs";
import { callsFrom, viewport } from "./lib/page.mjs";
import { withBroker } from "./lib/run.mjs";

const most = 120_000;

// By a browser that has never seen the page, of a broker that has something to show.
export default {
    name: "first_paint",
    question: "first contentful paint from the embedded server / all scripts gzipped",
    target: "<= 500 ms / <= 120 KB",
    run: () => withBroker(firstPaint),
};

async function firstPaint({ broker, browser }) {
    await broker.publish(callsFrom(0, 2000));
    const page = await browser.newPage({ viewport });
    const scripts = [];
    page.on("response", (response) => {
        if (response.request().resourceType() === "script") scripts.push(response.body());
    });
    await page.goto(broker.url);
    const paint = await page.evaluate(whenPainted);
    const bytes = sum((await Promise.all(scripts)).map((body) => gzipSync(body, { level: 9 }).length));
    return {
        figure: paint,
        isMet: paint <= 500 && bytes <= most,
        measured: milliseconds(paint),
        work: `scripts ${(bytes / 1000).toFixed(1)} KB`,
    };
}

function whenPainted() {
    return new Promise((resolve) => {
        const watch = new PerformanceObserver((list) => {
            const paint = list.getEntriesByName("first-contentful-paint")[0];
            if (paint !== undefined) resolve(paint.startTime);
        });
        watch.observe({ type: "paint", buffered: true });
    });
}
