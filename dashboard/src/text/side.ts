import { formatCount } from "../model/format";

// What a person reads in the side panel.
export const sideTexts = {
    panel: "Filters",
    levels: "Levels",
    noLevel: "no level",
    off: "off",
    levelTitle: (level: string) => `Click shows or hides ${level}; double-click or Alt-click shows it alone`,
    topics: "Topics · per second",
    noTopics: "No topic yet",
    open: (name: string) => `Open ${name}`,
    close: (name: string) => `Close ${name}`,
    topicTitle: (path: string, events: string) => `${path}: ${events} events. Click shows only these`,
    topOf: (field: string) => `${field} · top`,
    sampled: (count: string) => `of the newest ${count} events`,
    sampledMark: "sampled",
    includeTitle: (value: string) => `Only ${value}; Alt-click leaves it out`,
    exclude: (field: string, value: string) => `Leave out ${field} ${value}`,
    /** Beyond those that the broker lists there may be others. */
    more: (count: number, areAll: boolean) =>
        count === 0 ? "others…" : `${formatCount(count)}${areAll ? "" : "+"} more…`,
    moreTitle: (field: string) => `Group all events by ${field}`,
    addField: "Show top values of",
    addFieldHint: "+ field…",
    removeField: (field: string) => `Show ${field} no more`,
    empty: '""',
};
