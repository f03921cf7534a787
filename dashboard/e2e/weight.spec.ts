import { gzipSync } from "node:zlib";

import { expect, it } from "vitest";

import { useBroker } from "./with_broker";

const broker = useBroker();

// The gzip of another Node.js differs by some hundred bytes.
const budget = 120 * 1024;

async function textOf(path: string): Promise<string> {
    const answer = await fetch(new URL(path, broker().url));
    expect(answer.status, path).toBe(200);
    return answer.text();
}

it("loads scripts within their budget, those that come later included", async () => {
    const scripts = new Map<string, string>();
    const waiting = [...(await textOf("/")).matchAll(/assets\/[\w.-]+\.js/g)].map(([path]) => path);
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        if (scripts.has(path)) continue;
        const script = await textOf(path);
        scripts.set(path, script);
        waiting.push(...[...script.matchAll(/"\.\/([\w.-]+\.js)"/g)].map(([, name]) => `assets/${name}`));
    }

    expect(scripts.size, "the page, and what saves an incident").toBe(2);
    const bytes = [...scripts.values()].map((script) => gzipSync(script, { level: 9 }).length);
    expect(bytes.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(budget);
});
