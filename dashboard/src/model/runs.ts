import type { TemplateInfo } from "../stream/api";
import { millisecondsOf, readInstant, writeInstant, type Instant } from "./instant";
import type { TimeRange } from "./range";
import { quoted } from "./template_query";

// One life of a program: what one publisher id has said.
export interface Run {
    readonly id: string;
    readonly source: string;
    /** RFC 3339, of its first and of its last event. */
    readonly first: string;
    readonly last: string;
    readonly events: number;
    readonly isConnected: boolean;
}

export interface RunGroup {
    readonly source: string;
    /** Newest first. */
    readonly runs: readonly Run[];
}

/** Runs by their program, the one that was started last first. */
export function groupRuns(runs: readonly Run[]): readonly RunGroup[] {
    const bySource = new Map<string, Run[]>();
    for (const run of runs) bySource.set(run.source, [...(bySource.get(run.source) ?? []), run]);
    const groups = [...bySource].map(([source, its]) => ({ source, runs: its.sort(newestFirst) }));
    return groups.sort((a, b) => newestFirst(a.runs[0] as Run, b.runs[0] as Run));
}

function newestFirst(a: Run, b: Run): number {
    return a.first < b.first ? 1 : a.first > b.first ? -1 : 0;
}

/** The run of the same program that came before. */
export function runBefore(runs: readonly Run[], run: Run): Run | undefined {
    return runs.filter(({ source, first }) => source === run.source && first < run.first).sort(newestFirst)[0];
}

export function runQuery(id: string): string {
    return `clientId:${/^[a-z0-9]+$/i.test(id) ? id : quoted(id)}`;
}

/** From its first to its last event, in whole seconds: a run may have but one. */
export function spanOf(run: Run): { readonly from: string; readonly to: string } {
    const [from, last] = [wholeSecond(run.first), wholeSecond(run.last)];
    return { from: writeInstant(from), to: writeInstant(last + second - 1n) };
}

/** All of a run; one that goes on is looked at live. */
export function rangeOf(run: Run, now: number): TimeRange {
    if (!run.isConnected) return { kind: "between", ...spanOf(run) };
    const begin = millisecondsOf(run.first);
    // A little more than it has lasted, for a clock that is not the browser's.
    return { kind: "last", seconds: Math.max(Math.ceil((now - begin) / 1000) + 5, 60) };
}

const second = 1_000_000_000n;

function wholeSecond(time: string): Instant {
    const instant = readInstant(time) ?? 0n;
    return instant - (instant % second);
}

/** What a run says that the other one never said. */
export function newTemplates(run: readonly TemplateInfo[], before: readonly TemplateInfo[]): readonly TemplateInfo[] {
    const known = new Set(before.map(nameOf));
    return run.filter((template) => !known.has(nameOf(template)));
}

function nameOf({ by, template }: TemplateInfo): string {
    return `${by} ${template}`;
}
