// What the broker answers about alerts, as stream/alerts_api.ts has it. What is absent or ill-typed reads as empty.
import { readGroup, readRef } from "../model/alerts/alert";
import type { JsonObject } from "../model/json";
import { list, number, object, text } from "../model/read_json";
import type { Notifiers, Partials, RuleText, SilencePreview, Silences } from "./alerts_api";

export function readPartials({ partial, more }: JsonObject): Partials {
    return {
        partial: list(partial).map((each) => {
            const { by, step, steps, since, until, events } = object(each);
            return {
                by: readGroup(by),
                step: number(step),
                steps: number(steps),
                since: text(since),
                until: text(until),
                events: list(events).map(readRef),
            };
        }),
        more: number(more),
    };
}

export function readSilences({ silences, kept }: JsonObject): Silences {
    return {
        silences: list(silences).map((each) => {
            const { id, matchers, from, until, author, comment, state, mutes } = object(each);
            return {
                id: text(id),
                matchers: text(matchers),
                from: text(from),
                until: text(until),
                author: text(author),
                comment: text(comment),
                state: text(state),
                mutes: number(mutes),
            };
        }),
        isKept: kept === true,
    };
}

export function readPreview({ matchers, mutes }: JsonObject): SilencePreview {
    return {
        matchers: text(matchers),
        mutes: list(mutes).map((each) => {
            const { rule, fingerprint, by, message } = object(each);
            return { rule: text(rule), fingerprint: text(fingerprint), by: readGroup(by), message: text(message) };
        }),
    };
}

export function readRuleText({ name, file, line, yaml, can_change, why_not }: JsonObject): RuleText {
    return {
        name: text(name),
        file: text(file),
        line: number(line),
        yaml: text(yaml),
        canChange: can_change === true,
        whyNot: text(why_not),
    };
}

export function readNotifiers({ notifiers, deliveries }: JsonObject): Notifiers {
    return {
        notifiers: list(notifiers).map((each) => {
            const notifier = object(each);
            const of = (name: string): number => number(notifier[name]);
            return {
                name: text(notifier["name"]),
                kind: text(notifier["kind"]),
                waiting: of("waiting"),
                delivered: of("delivered"),
                refused: of("refused"),
                retried: of("retried"),
            };
        }),
        deliveries: list(deliveries).map((each) => {
            const { at, notifier, key, outcome, detail, took_ms } = object(each);
            return {
                at: text(at),
                notifier: text(notifier),
                key: text(key),
                outcome: text(outcome),
                detail: text(detail),
                tookMs: number(took_ms),
            };
        }),
    };
}
