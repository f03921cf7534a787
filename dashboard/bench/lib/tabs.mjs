import { chromium } from "playwright-core";

import { executable, flags, viewport } from "./page.mjs";

// What keeps a hidden page as lively as one that is seen.
const lively = [
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
];

// A browser whose tabs hide each other. Playwright has all of its pages believe that they are in front, so these tabs
// stand beside those that it knows.
export async function startTabs() {
    const size = `--window-size=${viewport.width},${viewport.height}`;
    const options = { executablePath: executable(), args: [...flags, size], ignoreDefaultArgs: lively };
    const browser = await chromium.launch(options);
    const session = await browser.newBrowserCDPSession();
    return { open: (url) => Tab.open(session, url), close: () => browser.close() };
}

class Tab {
    #lastId = 0;
    #waiting = new Map();

    constructor(browser, targetId, sessionId) {
        this.browser = browser;
        this.targetId = targetId;
        this.sessionId = sessionId;
        browser.on("Target.receivedMessageFromTarget", (received) => {
            if (received.sessionId === sessionId) this.#receive(JSON.parse(received.message));
        });
    }

    static async open(browser, url) {
        const { targetId } = await browser.send("Target.createTarget", { url });
        const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: false });
        return new Tab(browser, targetId, sessionId);
    }

    async show() {
        await this.browser.send("Target.activateTarget", { targetId: this.targetId });
    }

    /** What a function of the page gives back. */
    async evaluate(act, argument) {
        const expression = `(${act})(${JSON.stringify(argument)})`;
        const options = { expression, awaitPromise: true, returnByValue: true };
        const { result, exceptionDetails } = await this.send("Runtime.evaluate", options);
        if (exceptionDetails === undefined) return result.value;
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }

    async until(isSo, patience = 15_000) {
        const end = Date.now() + patience;
        while (!(await this.evaluate(isSo))) {
            if (Date.now() > end) throw new Error(`in vain: ${isSo}`);
            await new Promise((resolve) => setTimeout(resolve, 200));
        }
    }

    send(method, params = {}) {
        const id = (this.#lastId += 1);
        const message = JSON.stringify({ id, method, params });
        const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
        this.browser.send("Target.sendMessageToTarget", { sessionId: this.sessionId, message }).catch(() => {});
        return answer;
    }

    #receive({ id, result, error }) {
        const waiting = this.#waiting.get(id);
        this.#waiting.delete(id);
        if (error === undefined) waiting?.resolve(result);
        else waiting?.reject(new Error(error.message));
    }
}
