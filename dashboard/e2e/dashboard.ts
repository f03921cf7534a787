import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

// The page as a person sees it: things are found by role and label.
export class Dashboard {
    private constructor(readonly page: Page) {}

    static async open(page: Page, address: string): Promise<Dashboard> {
        await page.goto(address);
        const dashboard = new Dashboard(page);
        await dashboard.isConnected();
        return dashboard;
    }

    get connection(): Locator {
        return this.page.getByRole("status", { name: "Connection" });
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

    button(name: string | RegExp): Locator {
        return this.page.getByRole("button", { name });
    }

    row(text: string): Locator {
        return this.rows.filter({ hasText: text });
    }

    async search(text: string): Promise<void> {
        await this.page.getByRole("combobox", { name: "Search" }).fill(text);
    }

    async isConnected(): Promise<void> {
        await expect.poll(() => this.connection.textContent(), { timeout: 15_000 }).toContain("connected since");
    }

    async shows(...texts: string[]): Promise<void> {
        for (const text of texts) await this.row(text).first().waitFor();
    }

    /** Without the head. */
    async rowCount(count: number): Promise<void> {
        await expect.poll(() => this.table.getAttribute("aria-rowcount"), { timeout: 10_000 }).toBe(String(count + 1));
    }

    get counts(): Locator {
        return this.page.getByRole("contentinfo", { name: "Counts" });
    }

    async count(name: "received" | "shown" | "dropped", count: number): Promise<void> {
        const text = `${name === "shown" ? "in the table" : name} ${count.toLocaleString("en-US")}`;
        await expect.poll(() => this.counts.textContent(), { timeout: 15_000 }).toContain(text);
    }

    /** How many events the page says there were, those that it got as a sample included. */
    async total(): Promise<number> {
        const text = (await this.counts.textContent()) ?? "";
        const of = (name: string): number => {
            const digits = new RegExp(`${name} ([\\d,]+)`).exec(text)?.[1] ?? "0";
            return Number(digits.replace(/,/g, ""));
        };
        return of("received") + of("sampled out");
    }

    // What stands at the top of the table, to see whether it moves.
    async topRow(): Promise<string> {
        const box = await this.table.boundingBox();
        if (box === null) throw new Error("there is no table");
        return this.page.evaluate(
            ({ x, y }) => document.elementFromPoint(x, y)?.closest("[role=row]")?.textContent ?? "",
            { x: box.x + 400, y: box.y + 40 },
        );
    }
}
