import { startBroker } from "./broker.mjs";
import { startBrowser } from "./page.mjs";

// A broker and a browser of its own for each run; both end with it, however it ends.
export async function withBroker(act) {
    const broker = await startBroker();
    const browser = await startBrowser();
    try {
        return await act({ broker, browser });
    } finally {
        await browser.close();
        await broker.stop();
    }
}
