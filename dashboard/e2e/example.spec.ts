import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { expect, it, onTestFinished } from "vitest";

import { useBrowser } from "./browser";
import { Site } from "./site";
import { useBroker } from "./with_broker";

const examples = process.env["LOGBEAM_EXAMPLES"] ?? fileURLToPath(new URL("../../examples", import.meta.url));

const newPage = useBrowser();
const broker = useBroker();

it("shows an order in every page of the example", async () => {
    const site = await Site.start("127.0.0.1", await readFile(`${examples}/web/index.html`, "utf8"));
    onTestFinished(() => site.stop());
    const [first, second] = [await newPage(), await newPage()];
    for (const page of [first, second]) {
        await page.goto(`${site.url}/?broker=${broker().url}`);
        await expect.poll(() => page.getByRole("status").textContent()).toBe("connected");
    }

    await first.getByLabel("City").fill("Gdańsk");
    await first.getByRole("button", { name: "Ship an order" }).click();

    for (const page of [first, second]) {
        await expect.poll(() => page.getByRole("list", { name: "Shipped" }).textContent()).toContain("to Gdańsk");
    }
});
