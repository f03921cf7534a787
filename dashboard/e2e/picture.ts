import { mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Locator, Page } from "playwright-core";

const baselines = fileURLToPath(new URL("baselines/", import.meta.url));

/** The share of pixels that may look different. */
const tolerance = 0.005;

// Compares what the page looks like with the picture of that name; UPDATE_BASELINES=1 makes it the picture. Says what is
// wrong, or nothing.
export async function difference(page: Page, name: string, mask: readonly Locator[]): Promise<string | undefined> {
    const seen = await steady(page, mask);
    const file = join(baselines, `${name}.png`);
    if (process.env["UPDATE_BASELINES"] === "1") {
        await mkdir(baselines, { recursive: true });
        await writeFile(file, seen);
        return undefined;
    }
    const share = await differingShare(page, await readFile(file), seen);
    if (share <= tolerance) return undefined;
    const kept = join(tmpdir(), `${name}.seen.png`);
    await writeFile(kept, seen);
    return `${name}: ${(share * 100).toFixed(2)} % of the pixels differ, see ${kept}`;
}

// Once nothing changes any more: charts and lists come by and by.
async function steady(page: Page, mask: readonly Locator[]): Promise<Buffer> {
    let before = await shot(page, mask);
    for (let turn = 0; turn < 40; turn += 1) {
        await page.waitForTimeout(250);
        const after = await shot(page, mask);
        if (after.equals(before)) return after;
        before = after;
    }
    throw new Error("the page does not come to rest");
}

function shot(page: Page, mask: readonly Locator[]): Promise<Buffer> {
    return page.screenshot({ animations: "disabled", caret: "hide", mask: [...mask], maskColor: "#808080" });
}

// Both are decoded by the browser, on a page of its own whose policy is nobody's; 1 where the sizes differ.
async function differingShare(page: Page, expected: Buffer, seen: Buffer): Promise<number> {
    const desk = await page.context().browser()?.newPage();
    if (desk === undefined) throw new Error("the browser is gone");
    try {
        return await desk.evaluate(comparePictures, [expected.toString("base64"), seen.toString("base64")]);
    } finally {
        await desk.close();
    }
}

async function comparePictures(pictures: readonly string[]): Promise<number> {
    const visible = 48;
    const decoded = await Promise.all(
        pictures.map(async (picture) => {
            const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
            const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
            context?.drawImage(image, 0, 0);
            return context?.getImageData(0, 0, image.width, image.height);
        }),
    );
    const [a, b] = decoded;
    if (a === undefined || b === undefined || a.width !== b.width || a.height !== b.height) return 1;
    let differing = 0;
    for (let at = 0; at < a.data.length; at += 4) {
        const off = (channel: number): number => Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0));
        if (Math.max(off(0), off(1), off(2)) > visible) differing += 1;
    }
    return differing / (a.width * a.height);
}
