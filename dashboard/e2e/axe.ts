import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly unknown[] }[];
}

// What axe-core finds on the page as it stands: a line for each rule, with where it is broken.
export async function violations(page: Page): Promise<string[]> {
    // Evaluated, not added as a script: the page's policy would refuse it.
    await page.evaluate(`${source}; undefined`);
    const found = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
        return (await axe.run()).violations;
    });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}
