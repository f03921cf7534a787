import { startBroker } from "./broker.mjs";
import { startBrowser } from "./page.mjs";
import { startTabs } from "./tabs.mjs";

// A broker and a browser of its own for each run; both end with it, however it ends.
export function withBroker(act) {
    return withBoth(startBrowser, (broker, browser) => act({ broker, browser }));
}

export function withTabs(act) {
    return withBoth(startTabs, act);
}

async function withBoth(start, act) {
    const broker = await startBroker();
    try {
        const browser = await start();
        try {
            return await act(broker, browser);
        } finally {
            await browser.close();
        }
    } finally {
        await broker.stop();
    }
}
