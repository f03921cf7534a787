import type { EventRef, Group } from "../model/alerts/alert";
import type { Json, JsonObject } from "../model/json";
import { readNotifiers, readPartials, readPreview, readRuleText, readSilences } from "./alerts_answers";
import type { Api } from "./api";

// What the broker answers about alerts (docs/http_api.md), as Api has the rest.
export interface AlertsApi {
    /** Without `for` until it is over; with it a snooze. */
    acknowledge(ask: AcknowledgementAsk): Promise<void>;
    unacknowledge(fingerprint: string): Promise<void>;
    /** Sequences of a rule that are under way. */
    partial(rule: string, signal?: AbortSignal): Promise<Partials>;
    silences(signal?: AbortSignal): Promise<Silences>;
    silence(ask: SilenceAsk): Promise<void>;
    previewSilence(matchers: string, signal?: AbortSignal): Promise<SilencePreview>;
    endSilence(id: string): Promise<void>;
    rule(name: string, signal?: AbortSignal): Promise<RuleText>;
    putRule(name: string, yaml: string): Promise<void>;
    deleteRule(name: string): Promise<void>;
    /** Judges what is stored; the lines come as they are found. */
    testRule(ask: TrialAsk, found: (lines: readonly JsonObject[]) => void, signal: AbortSignal): Promise<void>;
    notifiers(signal?: AbortSignal): Promise<Notifiers>;
    testNotifier(name: string): Promise<void>;
}

export interface AcknowledgementAsk {
    readonly fingerprint: string;
    readonly comment?: string;
    readonly for?: string;
}

export interface Partials {
    readonly partial: readonly Partial[];
    /** That are not listed. */
    readonly more: number;
}

export interface Partial {
    readonly by: Group;
    /** How many of the steps are done. */
    readonly step: number;
    readonly steps: number;
    readonly since: string;
    readonly until: string;
    readonly events: readonly EventRef[];
}

export interface Silences {
    readonly silences: readonly Silence[];
    /** False where they last as long as the broker runs. */
    readonly isKept: boolean;
}

export interface Silence {
    readonly id: string;
    readonly matchers: string;
    readonly from: string;
    readonly until: string;
    readonly author: string;
    readonly comment: string;
    /** `waiting`, `active` or `over`. */
    readonly state: string;
    /** How many alerts it mutes now. */
    readonly mutes: number;
}

export interface SilenceAsk {
    readonly matchers: string;
    readonly for: string;
    readonly comment: string;
}

export interface SilencePreview {
    /** As the broker spells them. */
    readonly matchers: string;
    readonly mutes: readonly Muted[];
}

export interface Muted {
    readonly rule: string;
    readonly fingerprint: string;
    readonly by: Group;
    readonly message: string;
}

export interface RuleText {
    readonly name: string;
    readonly file: string;
    readonly line: number;
    readonly yaml: string;
    readonly canChange: boolean;
    readonly whyNot: string;
}

export interface TrialAsk {
    readonly yaml: string;
    /** RFC 3339, or `-24h`. */
    readonly from: string;
}

export interface Notifiers {
    readonly notifiers: readonly Notifier[];
    /** The newest first. */
    readonly deliveries: readonly Delivery[];
}

export interface Notifier {
    readonly name: string;
    readonly kind: string;
    readonly waiting: number;
    readonly delivered: number;
    readonly refused: number;
    readonly retried: number;
}

export interface Delivery {
    readonly at: string;
    readonly notifier: string;
    readonly key: string;
    readonly outcome: string;
    readonly detail: string;
    readonly tookMs: number;
}

export function createAlertsApi({ call, callLines }: Pick<Api, "call" | "callLines">): AlertsApi {
    const send = async (method: string, path: string, body: object): Promise<void> =>
        void (await call({ method, path, body: { ...body } as Json }));
    const remove = async (path: string, parameters: Record<string, string>): Promise<void> =>
        void (await call({ method: "DELETE", path, parameters }));
    return {
        acknowledge: (ask) => send("PUT", "alerts/acknowledgement", ask),
        unacknowledge: (fingerprint) => remove("alerts/acknowledgement", { fingerprint }),
        partial: async (rule, signal) =>
            readPartials(await call({ path: "alerts/partial", parameters: { rule } }, signal)),
        silences: async (signal) => readSilences(await call({ path: "silences" }, signal)),
        silence: (ask) => send("POST", "silences", ask),
        previewSilence: async (matchers, signal) =>
            readPreview(await call({ method: "POST", path: "silences/preview", body: { matchers } }, signal)),
        endSilence: (id) => remove("silences", { id }),
        rule: async (name, signal) => readRuleText(await call({ path: "rules", parameters: { name } }, signal)),
        putRule: async (name, yaml) =>
            void (await call({ method: "PUT", path: "rules", parameters: { name }, body: { yaml } })),
        deleteRule: (name) => remove("rules", { name }),
        testRule: (ask, found, signal) =>
            callLines({ method: "POST", path: "rules/test", body: { ...ask } }, found, signal),
        notifiers: async (signal) => readNotifiers(await call({ path: "notifiers" }, signal)),
        testNotifier: async (name) =>
            void (await call({ method: "POST", path: "notifiers/test", parameters: { name } })),
    };
}
