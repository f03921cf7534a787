import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

// A saved incident as the one who got it sees it: opened from the disk, with no network.
export class IncidentPage {
    private constructor(
        readonly page: Page,
        /** What the page asked for, and what went wrong in it. */
        readonly said: readonly string[],
    ) {}

    static async open(page: Page, url: string): Promise<IncidentPage> {
        const said: string[] = [];
        page.on("request", (request) => request.url() !== url && said.push(`request: ${request.url()}`));
        page.on("pageerror", (error) => said.push(`error: ${error.message}`));
        page.on("console", (message) => message.type() === "error" && said.push(`console: ${message.text()}`));
        page.on("dialog", (dialog) => {
            said.push(`dialog: ${dialog.message()}`);
            void dialog.dismiss();
        });
        await page.context().setOffline(true);
        await page.goto(url);
        return new IncidentPage(page, said);
    }

    get table(): Locator {
        return this.page.getByRole("grid", { name: "Events" });
    }

    get rows(): Locator {
        return this.table.getByRole("row");
    }

    get detail(): Locator {
        return this.page.getByRole("complementary", { name: "Event" });
    }

    get count(): Locator {
        return this.page.getByRole("search").getByRole("status");
    }

    get search(): Locator {
        return this.page.getByRole("searchbox", { name: "Search" });
    }

    button(name: string | RegExp): Locator {
        return this.page.getByRole("button", { name });
    }

    async shows(count: string): Promise<void> {
        await expect.poll(() => this.count.textContent(), { timeout: 15_000 }).toBe(count);
    }

    async open(text: string): Promise<void> {
        await this.rows.filter({ hasText: text }).first().click();
        await this.detail.getByRole("heading", { name: text }).waitFor();
    }

    async shownCount(): Promise<number> {
        return Number.parseInt((await this.count.textContent()) ?? "", 10);
    }

    /** Scripts, images and the like that are in the page, and how many texts of it have what a person cannot see. */
    async strangers(): Promise<{ elements: number; unseen: number }> {
        return this.page.evaluate(() => {
            let unseen = 0;
            const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (nodes.nextNode()) {
                if (/[\u2028-\u202e\u2066-\u2069\u001b]/.test((nodes.currentNode as Text).data)) unseen += 1;
            }
            return { elements: document.querySelectorAll("script, img, iframe, a, link, body style").length, unseen };
        });
    }

    /** By how many pixels it is wider than the window. */
    async overflow(): Promise<number> {
        return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    }
}
