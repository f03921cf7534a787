import { isObject, type Json } from "./json";

// What `/api/stats` counts since the broker began, as one flat table.
export interface Stats {
    readonly server: string;
    readonly uptime: number;
    readonly counters: ReadonlyMap<string, number>;
    readonly droppedBy: ReadonlyMap<string, number>;
    /** Those of now: clients, publishers, topics, outbox_bytes… */
    readonly gauges: ReadonlyMap<string, number>;
    readonly history: ReadonlyMap<string, number>;
    readonly epoch: string;
    readonly process: ReadonlyMap<string, number>;
}

export function readStats(answer: Json): Stats {
    const members = isObject(answer) ? answer : {};
    const history = isObject(members["history"]) ? members["history"] : {};
    return {
        server: typeof members["server"] === "string" ? members["server"] : "",
        uptime: Number(members["uptime_seconds"] ?? 0),
        counters: numbersIn(members["counters"]),
        droppedBy: numbersIn(members["dropped_at_source_by"]),
        gauges: numbersIn(members),
        history: numbersIn(history),
        epoch: typeof history["epoch"] === "string" ? history["epoch"] : "",
        process: numbersIn(members["process"]),
    };
}

function numbersIn(value: Json | undefined): ReadonlyMap<string, number> {
    const entries = isObject(value) ? Object.entries(value) : [];
    return new Map(
        entries.flatMap(([name, each]) =>
            typeof each === "number" || typeof each === "bigint" ? [[name, Number(each)] as const] : [],
        ),
    );
}

/** How much a counter rose per second between two answers; nothing across a restart. */
export function rateOf(before: Stats | undefined, after: Stats, counter: string): number | undefined {
    if (before === undefined || after.uptime <= before.uptime) return undefined;
    const rise = (after.counters.get(counter) ?? 0) - (before.counters.get(counter) ?? 0);
    return Math.max(rise, 0) / (after.uptime - before.uptime);
}

/** Of one core, in percent. */
export function cpuOf(before: Stats | undefined, after: Stats): number | undefined {
    if (before === undefined || after.uptime <= before.uptime) return undefined;
    const used = (after.process.get("cpu_seconds") ?? 0) - (before.process.get("cpu_seconds") ?? 0);
    return (Math.max(used, 0) / (after.uptime - before.uptime)) * 100;
}

/** Where events were lost on their way, by hop and reason, with what is not 0. */
export function dropsOf(stats: Stats): readonly Drop[] {
    const at = (hop: Drop["hop"], reasons: Iterable<readonly [string, number]>): Drop[] =>
        [...reasons].filter(([, count]) => count > 0).map(([reason, count]) => ({ hop, reason, count }));
    const counted = (...names: string[]): [string, number][] =>
        names.map((name) => [name, stats.counters.get(name) ?? 0]);
    return [
        ...at("program", stats.droppedBy),
        ...at("way", counted("missing_counters")),
        ...at("broker", counted("refused_events", "unstored_events", "rate_limited")),
        ...at("reader", counted("skipped", "too_slow", "untold")),
    ];
}

export interface Drop {
    readonly hop: "program" | "way" | "broker" | "reader";
    readonly reason: string;
    readonly count: number;
}
