import { gzipSync } from "node:zlib";

import { expect, it } from "vitest";

import { useBroker } from "./with_broker";

const broker = useBroker();

// The gzip of another Node.js differs by some hundred bytes.
const firstBudget = 120 * 1024;
const wholeBudget = 144 * 1024;

async function textOf(path: string): Promise<string> {
    const answer = await fetch(new URL(path, broker().url));
    expect(answer.status, path).toBe(200);
    return answer.text();
}

async function scriptsFrom(first: readonly string[], isFollowed: boolean): Promise<ReadonlyMap<string, string>> {
    const scripts = new Map<string, string>();
    const waiting = [...first];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        if (scripts.has(path)) continue;
        const script = await textOf(path);
        scripts.set(path, script);
        const named = [...script.matchAll(/"\.\/([\w.-]+\.js)"/g)].map(([, name]) => `assets/${name}`);
        if (isFollowed) waiting.push(...named);
    }
    return scripts;
}

function weightOf(scripts: ReadonlyMap<string, string>): number {
    return [...scripts.values()].reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0);
}

it("loads its first scripts within 120 KiB, and all that come later within 144 KiB in all", async () => {
    const first = [...(await textOf("/")).matchAll(/assets\/[\w.-]+\.js/g)].map(([path]) => path);
    const all = await scriptsFrom(first, true);

    expect(first).toHaveLength(1);
    expect(all.size, "the page, what saves an incident, what is about alerts").toBe(3);
    expect(weightOf(await scriptsFrom(first, false))).toBeLessThanOrEqual(firstBudget);
    expect(weightOf(all)).toBeLessThanOrEqual(wholeBudget);
});
