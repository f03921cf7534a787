import { isObject, type Json, type JsonObject } from "./json";

// What became of every event that a publisher numbered (docs/http_api.md, `/api/accounting`).
export interface Account {
    readonly numbered: number;
    readonly outcomes: readonly Outcome[];
    /** numbered minus all outcomes: 0, or the account does not close. */
    readonly difference: number;
}

export interface Outcome {
    readonly name: OutcomeName;
    readonly count: number;
    /** Why, where it is told: `queue_full` and so on. */
    readonly reasons: readonly (readonly [reason: string, count: number])[];
}

export const outcomeNames = ["stored", "excluded", "unstored", "refused", "dropped", "missing"] as const;
export type OutcomeName = (typeof outcomeNames)[number];

/** What nobody wanted to lose, but is not there. */
export const lossNames: ReadonlySet<OutcomeName> = new Set(["unstored", "refused", "dropped", "missing"]);

export interface PublisherAccount extends Account {
    readonly id: string;
    readonly source: string;
    readonly tail: string;
    readonly duplicates: number;
}

export interface Accounting {
    readonly publishers: readonly PublisherAccount[];
    readonly publishersKnown: number;
    readonly all: Account;
    readonly subscriptions: readonly SubscriptionAccount[];
    readonly subscriptionsKnown: number;
    readonly holes: number;
}

// offered = delivered + filtered + sampled_out + skipped + pending
export interface SubscriptionAccount {
    readonly client: string;
    readonly source: string;
    readonly topics: readonly string[];
    readonly filter: string;
    readonly offered: number;
    readonly delivered: number;
    readonly filtered: number;
    readonly sampledOut: number;
    readonly skipped: number;
    readonly pending: number;
    readonly difference: number;
}

export function readAccounting(answer: Json): Accounting {
    const members = isObject(answer) ? answer : {};
    const publishers = objectsIn(members["publishers"]).map(readPublisher);
    const subscriptions = objectsIn(members["subscriptions"]).map(readSubscription);
    const history = isObject(members["history"]) ? members["history"] : {};
    return {
        publishers,
        publishersKnown: numberOf(members["publishers_known"], publishers.length),
        all: sumOf(publishers),
        subscriptions,
        subscriptionsKnown: numberOf(members["subscriptions_known"], subscriptions.length),
        holes: Array.isArray(history["holes"]) ? history["holes"].length : 0,
    };
}

function readPublisher(members: JsonObject): PublisherAccount {
    const outcomes = outcomeNames.map((name) => readOutcome(name, members[name]));
    return {
        id: textOf(members["id"]),
        source: textOf(members["source"]),
        tail: textOf(members["tail"]),
        duplicates: numberOf(members["duplicates"]),
        ...closed(numberOf(members["through"]) - numberOf(members["since"]), outcomes),
    };
}

function readOutcome(name: OutcomeName, value: Json | undefined): Outcome {
    if (!isObject(value)) return { name, count: numberOf(value), reasons: [] };
    const reasons = Object.entries(value).map(([reason, count]) => [reason, numberOf(count)] as const);
    return { name, count: reasons.reduce((sum, [, count]) => sum + count, 0), reasons };
}

function closed(numbered: number, outcomes: readonly Outcome[]): Account {
    return { numbered, outcomes, difference: numbered - outcomes.reduce((sum, { count }) => sum + count, 0) };
}

export function sumOf(accounts: readonly Account[]): Account {
    const outcomes = outcomeNames.map((name) => {
        const same = accounts.flatMap((account) => account.outcomes.filter((outcome) => outcome.name === name));
        const reasons = new Map<string, number>();
        for (const [reason, count] of same.flatMap((outcome) => outcome.reasons)) {
            reasons.set(reason, (reasons.get(reason) ?? 0) + count);
        }
        return { name, count: same.reduce((sum, { count }) => sum + count, 0), reasons: [...reasons] };
    });
    return closed(
        accounts.reduce((sum, { numbered }) => sum + numbered, 0),
        outcomes,
    );
}

function readSubscription(members: JsonObject): SubscriptionAccount {
    const count = (name: string): number => numberOf(members[name]);
    const spent = ["delivered", "filtered", "sampled_out", "skipped", "pending"].map(count);
    return {
        client: textOf(members["client"]),
        source: textOf(members["source"]),
        topics: Array.isArray(members["topics"]) ? members["topics"].map(textOf) : [],
        filter: textOf(members["filter"]),
        offered: count("offered"),
        delivered: count("delivered"),
        filtered: count("filtered"),
        sampledOut: count("sampled_out"),
        skipped: count("skipped"),
        pending: count("pending"),
        difference: count("offered") - spent.reduce((sum, each) => sum + each, 0),
    };
}

function objectsIn(value: Json | undefined): JsonObject[] {
    return Array.isArray(value) ? value.filter(isObject) : [];
}

function numberOf(value: Json | undefined, otherwise = 0): number {
    return typeof value === "number" || typeof value === "bigint" ? Number(value) : otherwise;
}

function textOf(value: Json | undefined): string {
    return typeof value === "string" ? value : "";
}
