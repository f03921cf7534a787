import { memberOf, type RealtimeEvent } from "./event";

export const levels = ["trace", "debug", "info", "warning", "error", "critical"] as const;
export type Level = (typeof levels)[number];

// What a chip stands for: a level, or "event" for what is no log call.
export const kinds = [...levels, "event"] as const;
export type Kind = (typeof kinds)[number];

const names = new Map<string, Level>([
    ...levels.map((level) => [level, level] as const),
    ["warn", "warning"],
    ["err", "error"],
]);

export function kindOf(event: RealtimeEvent): Kind {
    const level = memberOf(event, "level");
    const name = typeof level === "string" ? level : event.type.replace(/^logger\./, "");
    return names.get(name) ?? "event";
}
