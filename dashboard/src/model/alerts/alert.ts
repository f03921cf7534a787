import type { Json, JsonObject } from "../json";
import { isObject } from "../json";
import { levels, type Kind } from "../level";
import { list, number, object, text } from "../read_json";

// Alerts as the broker tells them (docs/alerts.md), in `GET /api/alerts` and in the events of `$alerts.>`.
export interface Alert {
    readonly rule: string;
    readonly kind: string;
    readonly severity: Kind;
    readonly state: string;
    readonly was: string;
    /** Of rule and group. */
    readonly fingerprint: string;
    readonly by: Group;
    readonly message: string;
    readonly detail: string;
    readonly at: string;
    readonly since: string;
    readonly value: number;
    readonly count: number;
    readonly events: readonly EventRef[];
    readonly runbook: string;
    readonly isShadow: boolean;
    /** `silence`, `acknowledgement`, `inhibition`; empty: nobody mutes it. */
    readonly muted: string;
    readonly silence: string;
    readonly acknowledgement?: Acknowledgement;
}

export type Group = readonly (readonly [field: string, value: string])[];

export interface EventRef {
    readonly seq: number;
    readonly time: string;
}

export interface Acknowledgement {
    readonly by: string;
    readonly comment: string;
    readonly at: string;
    /** Of a snooze. */
    readonly until: string;
}

export interface RuleInfo {
    readonly name: string;
    readonly kind: string;
    readonly severity: Kind;
    readonly file: string;
    readonly line: number;
    readonly matched: number;
    readonly withoutKey: number;
    readonly groups: number;
    readonly active: number;
    readonly overflowed: number;
    readonly isShadow: boolean;
    readonly notify: readonly string[];
    /** Sequences under way. */
    readonly partial: number;
}

export interface Alerts {
    readonly alerts: readonly Alert[];
    readonly rules: readonly RuleInfo[];
    /** Why the files that were read last were not taken. */
    readonly problem: string;
    readonly canChange: boolean;
}

export const noAlerts: Alerts = { alerts: [], rules: [], problem: "", canChange: false };

/** The most urgent first: what fires and nobody has muted, by severity, then the newest. */
export function readAlerts(answer: JsonObject): Alerts {
    return {
        alerts: list(answer["alerts"]).map(readAlert).sort(byUrgency),
        rules: list(answer["rules"]).map(readRule),
        problem: text(answer["problem"]),
        canChange: answer["can_change"] === true,
    };
}

export function readAlert(value: Json): Alert {
    const alert = object(value);
    const acknowledgement = alert["acknowledgement"];
    return {
        rule: text(alert["rule"]),
        kind: text(alert["kind"]),
        severity: severityOf(alert["severity"]),
        state: text(alert["state"]),
        was: text(alert["was"]),
        fingerprint: text(alert["fingerprint"]),
        by: readGroup(alert["by"]),
        message: text(alert["message"]),
        detail: text(alert["detail"]),
        at: text(alert["at"]),
        since: text(alert["since"]),
        value: number(alert["value"]),
        count: number(alert["count"]),
        events: list(alert["events"]).map(readRef),
        runbook: text(alert["runbook"]),
        isShadow: alert["shadow"] === true,
        muted: text(alert["muted"]),
        silence: text(alert["silence"]),
        ...(isObject(acknowledgement) && { acknowledgement: readAcknowledgement(acknowledgement) }),
    };
}

export function readGroup(value: Json | undefined): Group {
    return Object.entries(object(value)).map(([field, each]) => [field, text(each)] as const);
}

export function readRef(value: Json): EventRef {
    const { seq, time } = object(value);
    return { seq: number(seq), time: text(time) };
}

export function severityOf(value: Json | undefined): Kind {
    return levels.find((level) => level === value) ?? "warning";
}

/** It fired, and is not over: without data nobody knows whether it is. */
export function stands(state: string): boolean {
    return state === "firing" || state === "recovering" || state === "nodata";
}

export function isFiring({ state }: Pick<Alert, "state">): boolean {
    return stands(state);
}

function readAcknowledgement({ by, comment, at, until }: JsonObject): Acknowledgement {
    return { by: text(by), comment: text(comment), at: text(at), until: text(until) };
}

function readRule(value: Json): RuleInfo {
    const rule = object(value);
    return {
        name: text(rule["name"]),
        kind: text(rule["kind"]),
        severity: severityOf(rule["severity"]),
        file: text(rule["file"]),
        line: number(rule["line"]),
        matched: number(rule["matched"]),
        withoutKey: number(rule["without_key"]),
        groups: number(rule["groups"]),
        active: number(rule["active"]),
        overflowed: number(rule["overflowed"]),
        isShadow: rule["shadow"] === true,
        notify: list(rule["notify"]).map(text),
        partial: number(rule["partial"]),
    };
}

function byUrgency(left: Alert, right: Alert): number {
    return (
        Number(right.muted === "") - Number(left.muted === "") ||
        Number(isFiring(right)) - Number(isFiring(left)) ||
        rankOf(right) - rankOf(left) ||
        (left.since < right.since ? 1 : left.since > right.since ? -1 : 0)
    );
}

function rankOf({ severity }: Alert): number {
    return (levels as readonly Kind[]).indexOf(severity);
}
