import { median, milliseconds, percentile } from "./lib/figures.mjs";
import { framesWhile } from "./lib/frames.mjs";
import { gridOf, openFullPage } from "./lib/page.mjs";
import { startProgram } from "./lib/program.mjs";
import { withBroker } from "./lib/run.mjs";
import { traced } from "./lib/trace.mjs";
import { describeWork, workBySecond, workOfFrames } from "./lib/work.mjs";

const rows = 100_000;
const perSecond = 500;
const rowHeight = 26;
const seconds = 10;

// From the newest to the oldest in ten seconds, while others come.
export default {
    name: "scroll",
    question: "scroll through 100,000 kept events, 500 a second arriving",
    target: "p95 frame <= 20 ms",
    run: () => withBroker(scroll),
};

async function scroll({ broker, browser }) {
    const page = await openFullPage(browser, broker, rows);
    const program = startProgram(broker, perSecond, 3 * seconds + 10);

    const frames = await framesWhile(page, () => scrollThrough(page));
    await page.keyboard.press("End");
    await page.waitForTimeout(1000);
    const events = await traced(page, () => scrollThrough(page));
    await program.stop();

    const work = workOfFrames(events);
    const p95 = percentile(frames, 0.95);
    return {
        figure: p95,
        isMet: p95 <= 20,
        measured: `p50 ${milliseconds(median(frames))}, p95 ${milliseconds(p95)}`,
        work:
            `work of a frame p50 ${milliseconds(median(work))}, p95 ${milliseconds(percentile(work, 0.95))}; ` +
            describeWork(workBySecond(events)),
    };
}

async function scrollThrough(page) {
    const grid = gridOf(page);
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
    const left = await grid.evaluate((element) => element.scrollTop);
    if (left > rows * rowHeight * 0.02) throw new Error(`it scrolled up to ${Math.round(left)} px only`);
}
