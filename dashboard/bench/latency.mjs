import { median, milliseconds, percentile } from "./lib/figures.mjs";
import { openPage } from "./lib/page.mjs";
import { drawnAfter } from "./lib/presented.mjs";
import { startProgram } from "./lib/program.mjs";
import { withBroker } from "./lib/run.mjs";
import { traced } from "./lib/trace.mjs";
import { describeWork, workBySecond } from "./lib/work.mjs";

const perSecond = 100;
const seconds = 20;

// Each log call says when it was made, and the page's trace when the frame with its row was drawn: both by the clock of
// this machine.
export default {
    name: "latency",
    question: "log call -> row painted, 100 events/s, loopback",
    target: "p99 <= 100 ms",
    run: () => withBroker(latency),
};

async function latency({ broker, browser }) {
    const page = await openPage(browser, broker.url);
    const program = startProgram(broker, perSecond, seconds + 4);
    await page.waitForTimeout(2000);
    const origin = await page.evaluate(watchRows);
    const events = await traced(page, () => page.waitForTimeout(seconds * 1000));
    await program.end();

    const marks = events.filter(({ name }) => name.startsWith("row "));
    const times = drawnAfter(events, marks).map(({ mark, drawn }) => {
        const shift = mark.args.data.startTime - mark.ts / 1000;
        return origin + shift + drawn / 1000 - Number(mark.name.slice(4));
    });
    if (times.length < perSecond * seconds * 0.9) throw new Error(`only ${times.length} rows were seen`);
    const p99 = percentile(times, 0.99);
    const longest = percentile(times, 1);
    return {
        figure: p99,
        isMet: p99 <= 100,
        measured: `p50 ${milliseconds(median(times))}, p99 ${milliseconds(p99)}, longest ${milliseconds(longest)}`,
        work: `${times.length} rows; ${describeWork(workBySecond(events))}`,
    };
}

// Marks when a row is in the page for the first time, by the time of its log call. Gives back the origin of its clock.
function watchRows() {
    const seen = new Set();
    const grid = document.querySelector("[role=grid]");
    const look = () => {
        for (const row of grid.querySelectorAll("[role=row]")) {
            const at = /at_ms=(\d+\.\d+)/.exec(row.textContent)?.[1];
            if (at === undefined || seen.has(at)) continue;
            seen.add(at);
            performance.mark(`row ${at}`);
        }
    };
    look();
    performance.clearMarks();
    new MutationObserver(look).observe(grid, { subtree: true, childList: true, characterData: true });
    return performance.timeOrigin;
}
