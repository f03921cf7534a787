import type { LoggerLevel, PublisherLevels } from "../stream/api";
import { memberOf, type RealtimeEvent } from "./event";
import { kindOf } from "./level";
import { publisherOf } from "./run_marks";

// Whose level can be set, and what it is.

/** A publisher, or all that call themselves so. Without a logger, all of its loggers; the default one is named "". */
export interface LevelTarget {
    readonly publisher?: string;
    readonly source?: string;
    readonly logger?: string;
}

export const settableLevels = ["trace", "debug", "info", "warning", "error", "critical", "off"] as const;
export const levelSpans = ["1m", "5m", "15m", "1h"] as const;
/** What it was before, at once. */
export const back = "back";
export const usualSpan = "5m";

/** Why the level of an event's logger cannot be set from here. */
export type Obstacle = "not_allowed" | "no_such_logger";

export interface EventLogger {
    readonly target: LevelTarget;
    readonly source: string;
    readonly name: string;
    readonly now?: LoggerLevel;
    readonly obstacle?: Obstacle;
}

// Who said an event, and at which level it says things now; nothing where no logger did. A program that ended lives on
// in the next one of its source. A log call that names no logger is the default logger's, where its program has one.
export function loggerOfEvent(event: RealtimeEvent, known: readonly PublisherLevels[]): EventLogger | undefined {
    const told = memberOf(event, "logger");
    const name = told === undefined ? "" : told;
    if (typeof name !== "string") return undefined;
    const publisher = publisherOf(event);
    const { source } = event;
    const own = known.filter((each) => each.publisher === publisher);
    const others = known.filter((each) => source !== "" && each.source === source);
    const target = { ...(source === "" ? publisher !== undefined && { publisher } : { source }), logger: name };
    const loggers = [...own, ...others].flatMap((each) => each.loggers);
    const now = loggers.find((each) => each.name === name);
    if (told === undefined && (now === undefined || kindOf(event) === "event")) return undefined;
    if (now !== undefined) return { target, source, name, now };
    return { target, source, name, obstacle: loggers.length === 0 ? "not_allowed" : "no_such_logger" };
}

/** The next step for who wants to know more. */
export function suggestedLevel(now: string | undefined): string {
    return now === "debug" ? "trace" : "debug";
}

export function isSameTarget(a: LevelTarget, b: LevelTarget): boolean {
    return a.publisher === b.publisher && a.source === b.source && a.logger === b.logger;
}
