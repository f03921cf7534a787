import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

// Names that this machine does not have, for pages of strangers.
export const stranger = "stranger.test";

// One Chromium for the specs of a file; CHROMIUM names another one than the system's.
export function useBrowser(): (options?: BrowserContextOptions) => Promise<Page> {
    let browser: Browser;
    beforeAll(async () => {
        browser = await chromium.launch({
            executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
            args: [
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                `--host-resolver-rules=MAP ${stranger} 127.0.0.1`,
            ],
        });
    });
    afterAll(() => browser.close());
    return (options) => browser.newPage({ viewport: { width: 1400, height: 860 }, ...options });
}
