import { milliseconds } from "./lib/figures.mjs";
import { heapOf, openPage } from "./lib/page.mjs";
import { startProgram } from "./lib/program.mjs";
import { withBroker } from "./lib/run.mjs";

const rate = 50_000;
const soon = 1000;
const patience = 10_000;

// Hidden behind another tab, as the browser hides it: no frames, slow timers.
export default {
    name: "hidden",
    question: "hidden at 50,000 events/s, until it is right after its return",
    target: "<= 1 s",
    run: ({ hiddenSeconds }) => withBroker((world) => hide(world, hiddenSeconds)),
};

async function hide({ broker, browser }, seconds) {
    const page = await openPage(browser, broker.url);
    const program = startProgram(broker, rate, seconds + 25);
    await page.waitForTimeout(5000);
    const heapBefore = await heapOf(page);
    await giveUpFocus(page);
    const other = await page.context().newPage();
    await other.bringToFront();
    await page.waitForFunction(() => document.hidden, undefined, { polling: 200 });

    await other.waitForTimeout(seconds * 1000);
    const title = await page.title();
    const returned = page.evaluate(watchReturn, { soon, patience });
    await page.bringToFront();
    const { right, longest } = await returned;
    const heap = await heapOf(page);
    await program.stop();

    const counted = /\d/.test(title);
    return {
        figure: right,
        isMet: right <= soon && counted,
        measured: `${milliseconds(right)} after ${seconds} s; the title ${counted ? "counted errors" : "COUNTED NO ERRORS"}`,
        work: `longest frame after it ${milliseconds(longest)}; heap ${Math.round(heapBefore)} -> ${Math.round(heap)} MB`,
    };
}

// Playwright has every page believe that it is in front.
async function giveUpFocus(page) {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setFocusEmulationEnabled", { enabled: false });
}

// Right is a drawn frame whose last row is not older than `soon`, whose footer tells the rate of now, and whose
// histogram was counted since.
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
