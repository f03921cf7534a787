// A picture of the page with an event opened: node picture.mjs URL FILE. The programs behind it should have run for a
// while.
import { chromium } from "playwright-core";

const [url, file] = process.argv.slice(2);
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
});
try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 860 }, colorScheme: "dark" });
    await page.goto(`${url}?range=1m`);
    const rows = page.getByRole("grid", { name: "Events" }).getByRole("row");
    await rows.filter({ hasText: "card refused" }).last().click({ timeout: 120_000 });
    await page.waitForTimeout(3000); // until what is asked for the event and the charts has come
    await page.screenshot({ path: file });
} finally {
    await browser.close();
}
