import { back, type LevelTarget, type Obstacle } from "../model/levels";
import { safeLine } from "../model/safe_text";

const spans: Readonly<Record<string, string>> = { "1m": "1 min", "5m": "5 min", "15m": "15 min", "1h": "1 h" };
const allow = "options.remote_level = logbeam::RemoteLevel::allow";

function name(text: string): string {
    return safeLine(text, 60);
}

function program(source: string): string {
    return name(source || "the program");
}

// spdlog's default logger has an empty name.
function loggerName(logger: string): string {
    return logger === "" ? "the default logger" : name(logger);
}

// What a person reads where the levels of loggers are set.
export const levelTexts = {
    span: (span: string) => spans[span] ?? span,
    who: ({ logger }: LevelTarget) => (logger === undefined ? "all loggers" : loggerName(logger)),
    set: (who: string, level: string, span: string) => `Set ${who} to ${levelTexts.setShort(level, span)}`,
    setOf: (who: string, source: string, level: string, span: string) =>
        levelTexts.set(`${who} of ${program(source)}`, level, span),
    setShort: (level: string, span: string) => `${level} for ${levelTexts.span(span)}`,
    others: (who: string) => `Other levels and times for ${who}`,
    level: "Level",
    for: "For",
    setNow: "Set",
    changed: (who: string, level: string, until: string, was: string) =>
        `${who} is at ${level} until ${until} (was ${was})`,
    changedShort: (until: string, was: string) => `until ${until}, was ${was}`,
    back: "back now",
    backOf: (who: string, was: string) => `back now: ${who} to ${was}`,
    asked: (level: string) => (level === back ? "going back…" : `asked for ${level}…`),
    failed: (detail: string) => `Not set: ${safeLine(detail, 200)}`,
    forbidden: (detail: string) =>
        `${levelTexts.failed(detail)}. It needs the right admin: open the page with a token that has it.`,
    obstacles: {
        not_allowed: (source: string) =>
            `${program(source)} has to be connected and say ${allow}`,
        no_such_logger: (source: string, logger: string) =>
            `${program(source)} has not registered ${loggerName(logger)} with spdlog`,
    } satisfies Record<Obstacle, (source: string, logger: string) => string>,

    loggers: "Loggers",
    logger: "Logger",
    change: "Changed",
    action: "Set",
    nobody: `No connected program lets its levels be set from here: ${allow}`,
    more: (count: number) => `and ${count} more`,
    unavailable: "This broker cannot set levels.",
};
