import type { Alert, Group } from "../model/alerts/alert";
import { formatAge } from "../model/figures";
import { formatClock, formatCount } from "../model/format";
import { safeLine } from "../model/safe_text";
import type { TabName } from "../state/alerts/place";

function name(text: string): string {
    return safeLine(text, 100);
}

function line(text: string): string {
    return safeLine(text, 300);
}

function count(how: number, one: string, many = `${one}s`): string {
    return `${formatCount(how)} ${how === 1 ? one : many}`;
}

export function groupText(by: Group): string {
    return by.map(([field, value]) => `${name(field)}=${name(value)}`).join(" ");
}

// What a person reads about alerts.
export const alertTexts = {
    view: "Alerts",
    tabList: "Parts of alerts",
    tabs: {
        active: "Active",
        history: "History",
        silences: "Silences",
        rules: "Rules",
        notifiers: "Notifiers",
    } satisfies Record<TabName, string>,
    asking: "Asking…",
    problem: (detail: string) => `The rules stay as they were: ${line(detail)}`,
    failed: (detail: string) => `The broker did not do it: ${line(detail)}`,
    forbidden: (detail: string) =>
        `This needs the right admin: ${line(detail)}. Open the page with a token that has it.`,
    unavailable: "This broker has no such thing.",
    close: "Close",
    cancel: "Cancel",
    all: "Show all",
    more: (hidden: number) => `Show more of ${formatCount(hidden)} others`,
} as const;

export const activeTexts = {
    none: "No alert stands.",
    noRules: "No rules. A rule says what is worth a look; “Alert me” beside the query makes one.",
    noRulesHint: "The broker reads rules from a directory: logbeam serve --rules DIR",
    list: "Alerts that stand",
    states: {
        firing: "firing",
        recovering: "recovering",
        pending: "pending",
        resolved: "resolved",
        inactive: "ended before it fired",
        overflow: "no room",
        nodata: "no data",
        error: "cannot judge",
    } as Readonly<Record<string, string>>,
    stateOf: ({ state }: Pick<Alert, "state">) => activeTexts.states[state] ?? name(state),
    since: (age: string) => `since ${age}`,
    counted: (times: number) => count(times, "finding"),
    shadow: "shadow",
    shadowTitle: "Tried before it is trusted: nobody is told",
    mutes: {
        silence: "silenced",
        acknowledgement: "acknowledged",
        inhibition: "inhibited",
    } as Readonly<Record<string, string>>,
    muted: (by: string) => activeTexts.mutes[by] ?? "muted",
    inhibitedTitle: "Another alert says more",
    acknowledged: (by: string, until: string) =>
        `${until === "" ? "acknowledged" : "snoozed"}${by === "" ? "" : ` by ${name(by)}`}` +
        (until === "" ? "" : ` until ${formatClock(Date.parse(until))}`),
    acknowledge: "Acknowledge",
    snooze: "Snooze",
    unacknowledge: "Unacknowledge",
    silence: "Silence…",
    events: "events",
    runbook: "runbook",
    rule: "rule",
    history: "history",
    of: (what: string, alert: { readonly rule: string; readonly by: Group }) =>
        `${what}: ${name(alert.rule)} ${groupText(alert.by)}`.trim(),
    comment: "Comment",
    for: "For",
    untilOver: "until it is over",
    underWay: "Sequences under way",
} as const;

export const historyTexts = {
    list: "What became of alerts",
    none: "Nothing became of any alert in this time.",
    time: "Time",
    state: "State",
    rule: "Rule",
    group: "Group",
    message: "Message",
    ofRule: "Rule",
    allRules: "all rules",
    one: "of one alert",
    more: "More",
    held: (transitions: number) => count(transitions, "transition"),
} as const;

export const silenceTexts = {
    list: "Silences",
    none: "Nothing is silenced.",
    create: "New silence",
    matchers: "Which alerts",
    matchersHint: "rule=checkout-* region=eu   ·   != for all others, quotes around spaces",
    for: "For",
    comment: "Why",
    save: "Silence",
    end: "End",
    endOf: (matchers: string) => `End the silence of ${name(matchers)}`,
    asPreview: "What it would mute",
    previewNone: "It would mute nothing of what fires now.",
    preview: (alerts: number) => `It would mute ${count(alerts, "alert")} of those that fire now:`,
    typed: "Say which alerts, and see what it would mute.",
    more: (alerts: number) => `and ${formatCount(alerts)} more`,
    notKept: "The broker has no data directory: it keeps these until it ends.",
    states: { waiting: "waiting", active: "active", over: "over" } as Readonly<Record<string, string>>,
    mutes: "Mutes",
    until: "Until",
    author: "By",
    state: "State",
    spans: { "30m": "30 min", "1h": "1 h", "2h": "2 h", "8h": "8 h", "1d": "1 day", "7d": "7 days" } as Readonly<
        Record<string, string>
    >,
} as const;

export const ruleTexts = {
    list: "Rules",
    none: "No rules.",
    create: "New rule",
    name: "Rule",
    kind: "Kind",
    severity: "Severity",
    active: "Active",
    matched: "Matched",
    groups: "Groups",
    partial: "Under way",
    withoutKey: "Without key",
    overflowed: "No room",
    notify: "Tells",
    file: "File",
    newOne: "New rule",
    editor: "Text of the rule",
    atLine: (line: number, detail: string) => `Line ${line}: ${safeLine(detail, 300)}`,
    goToLine: "Go to the line",
    limit: (key: string) => `Limit: ${key.replace("_", " ")}`,
    save: "Save",
    saving: "Saving…",
    saved: (rule: string) => `${name(rule)} is saved and at work.`,
    revert: "Undo changes",
    remove: "Delete",
    removeNow: "Really delete",
    noName: "Give it a name: letters, digits, _ and -.",
    otherName: (rule: string) => `Saved as a rule of its own: ${name(rule)}`,
    mayNot: (why: string) => `It can be tried here, but not saved${why === "" ? "" : `: ${line(why)}`}.`,
    mayNotNew: "It can be tried here, but not saved: that needs a directory of rules and the right admin.",
    past: "What it would have said",
    span: "Judged over the last",
    judging: (events: number) => `judging… ${count(events, "event")} so far`,
    judged: (events: number) => `${count(events, "event")} judged`,
    strip: (lanes: number) => `Time line of ${count(lanes, "group")}`,
    lane: (group: string, times: number) =>
        `${name(group)}: fired ${times === 1 ? "once" : `${formatCount(times)} times`}`,
    moreLanes: (lanes: number) => `and ${count(lanes, "more group", "more groups")}`,
    nothing: "It would have said nothing.",
    fired: "fired",
    pending: "pending",
    resolved: "resolved",
    messages: "messages",
    matchedShort: "matched",
    overflow: "refused for want of room",
    transitions: "Transitions",
    cut: "There are more transitions than these.",
    shown: (shown: number, all: number) => `the first ${formatCount(shown)} of ${formatCount(all)}`,
    partly: "The broker had not time enough for all of it: this is the beginning.",
    complaints: "Not as expected",
    back: "All rules",
} as const;

export const partialTexts = {
    list: (rule: string) => `Under way: ${name(rule)}`,
    heading: "Under way",
    none: "No sequence is under way.",
    step: (step: number, steps: number) => `step ${step} of ${steps}`,
    left: (milliseconds: number) => (milliseconds > 0 ? `${formatAge(milliseconds)} left` : "ends"),
    more: (partials: number) => `and ${formatCount(partials)} more`,
} as const;

export const notifierTexts = {
    list: "Notifiers",
    none: "Nobody is told: notifiers stand in the broker's configuration.",
    name: "Notifier",
    kind: "Kind",
    waiting: "Waiting",
    delivered: "Delivered",
    retried: "Tried again",
    refused: "Refused",
    test: "Send a test",
    testOf: (notifier: string) => `Send a test to ${name(notifier)}`,
    asked: "asked; see below",
    deliveries: "Last deliveries",
    noDeliveries: "None yet.",
    at: "Time",
    outcome: "Outcome",
    outcomes: { delivered: "delivered", retry: "tried again", refused: "refused" } as Readonly<Record<string, string>>,
    detail: "Detail",
    took: "Took",
    key: "Key",
    ms: (milliseconds: number) => `${formatCount(Math.round(milliseconds))} ms`,
} as const;

export const markTexts = {
    group: "Alerts on the time line",
    mark: (time: string, alerts: readonly Alert[]) =>
        [
            time,
            ...alerts.slice(0, 5).map(markLine),
            ...(alerts.length > 5 ? [`and ${alerts.length - 5} more`] : []),
        ].join("\n"),
} as const;

function markLine(alert: Alert): string {
    const state = alert.state === "firing" ? `${alert.severity} fires` : "resolved";
    return safeLine(`${alert.rule} ${groupText(alert.by)} ${state}: ${alert.message}`, 200);
}

export const desktopTexts = {
    heading: "Alerts",
    label: "Desktop notifications",
    hint: "Shows what the broker's notifiers of kind browser say, while this page is open.",
    denied: "This browser does not let the page show notifications: allow them in its settings for this site.",
    unsupported: "This browser has no desktop notifications.",
} as const;
