import { median, milliseconds, percentile } from "./lib/figures.mjs";
import { framesWhile } from "./lib/frames.mjs";
import { connectionOf, heapOf, openFullPage } from "./lib/page.mjs";
import { startProgram } from "./lib/program.mjs";
import { withBroker } from "./lib/run.mjs";
import { traced } from "./lib/trace.mjs";
import { describeWork, workBySecond, workOfFrames } from "./lib/work.mjs";

const rate = 50_000;
const rows = 100_000;
const settling = 5;
const tracing = 10;

// With a full table, because it is full for the rest of the day: then the heap has to be flat.
export default {
    name: "follow",
    question: "50,000 events/s published, page open and following",
    target: "frames p95 <= 20 ms, heap <= 150 MB and flat, stays connected",
    run: ({ followSeconds }) => withBroker((world) => follow(world, followSeconds)),
};

async function follow({ broker, browser }, seconds) {
    const page = await openFullPage(browser, broker, rows);
    const connection = await connectionOf(page);
    const program = startProgram(broker, rate, settling + seconds + tracing + 5);
    await page.waitForTimeout(settling * 1000);

    const heapBefore = await heapOf(page);
    const frames = await framesWhile(page, () => page.waitForTimeout(seconds * 1000));
    const heap = await heapOf(page);
    const events = await traced(page, () => page.waitForTimeout(tracing * 1000));
    const isConnected = (await connectionOf(page)) === connection;
    await program.end();

    const work = workOfFrames(events);
    const p95 = percentile(frames, 0.95);
    const isFlat = heap <= heapBefore * 1.1 + 2;
    return {
        figure: p95,
        isMet: p95 <= 20 && heap <= 150 && isFlat && isConnected,
        measured:
            `p50 ${milliseconds(median(frames))}, p95 ${milliseconds(p95)}; heap ${Math.round(heapBefore)} -> ` +
            `${Math.round(heap)} MB; ${isConnected ? "stayed connected" : "LOST ITS CONNECTION"}`,
        work:
            `work of a frame p50 ${milliseconds(median(work))}, p95 ${milliseconds(percentile(work, 0.95))}; ` +
            describeWork(workBySecond(events)),
    };
}
