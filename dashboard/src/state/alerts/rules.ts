import { computed, signal, type ReadonlySignal } from "@preact/signals";

import { limitsOf, nameOf, problemOf as textProblemOf, ruleOf, withLimit } from "../../model/alerts/rule_text";
import type { Limit, TextProblem } from "../../model/alerts/rule_text";
import type { RuleText } from "../../stream/alerts_api";
import { Question, type Lookup } from "../lookup";
import { forbidden, problemOf, type Problem } from "../poll";
import type { DeskParts } from "./desk";
import type { Place } from "./place";
import { createTrialRun, type TrialRun } from "./trial_run";

/** What became of a change of the opened rule. */
export type RuleChange =
    | { readonly kind: "none" }
    | { readonly kind: "running" }
    | { readonly kind: "saved"; readonly name: string }
    | { readonly kind: "failed"; readonly problem: Problem };

/** A rule, as it is written, tried and kept. */
export interface RuleDesk {
    readonly opened: ReadonlySignal<Lookup<RuleText>>;
    /** What stands in the editor. */
    readonly yaml: ReadonlySignal<string>;
    readonly isChanged: ReadonlySignal<boolean>;
    readonly limits: ReadonlySignal<readonly Limit[]>;
    /** What is wrong with the text, by the last answer about it. */
    readonly textProblem: ReadonlySignal<TextProblem | undefined>;
    readonly change: ReadonlySignal<RuleChange>;
    /** How far back it is judged. */
    readonly span: ReadonlySignal<string>;
    readonly run: TrialRun;
    open(place: Place): void;
    close(): void;
    edit(yaml: string): void;
    setLimit(limit: Limit, value: number): void;
    look(span: string): void;
    revert(): void;
    save(): void;
    remove(): void;
}

export const trialSpans = ["1h", "6h", "24h", "7d"] as const;

export function createRules({ api, alerts, actions }: DeskParts): RuleDesk {
    const opened = signal<Lookup<RuleText>>({ kind: "none" });
    const yaml = signal("");
    const change = signal<RuleChange>({ kind: "none" });
    const span = signal<string>("24h");
    const run = createTrialRun(api);
    const question = new Question(opened);
    // What is not saved waits here while something else is looked at.
    const drafts = new Map<string, string>();
    let key = "";

    const written = (): string => (opened.value.kind === "found" ? opened.value.found.yaml : "");

    function put(text: string): void {
        yaml.value = text;
        run.ask(text, span.value);
    }

    function edit(text: string): void {
        drafts.set(key, text);
        change.value = { kind: "none" };
        put(text);
    }

    function open({ of, isNew }: Place): void {
        key = `${isNew ? "new" : "rule"}/${of}`;
        const mine = key;
        // Of one that was just saved this is what is told.
        if (change.value.kind !== "saved" || change.value.name !== of) change.value = { kind: "none" };
        run.stop();
        yaml.value = "";
        question.ask(async (end) => {
            const rule = isNew ? newRule(of, alerts.value.canChange) : await api.rule(of, end);
            if (!end.aborted && key === mine) put(drafts.get(key) ?? rule.yaml);
            return rule;
        });
    }

    function changed(done: Promise<void>, then: () => void): void {
        change.value = { kind: "running" };
        done.then(then, (error: unknown) => void (change.value = { kind: "failed", problem: problemOf(error) })).then(
            () => actions().refreshAlerts(),
        );
    }

    return {
        opened,
        yaml,
        isChanged: computed(() => opened.value.kind === "found" && yaml.value !== written()),
        limits: computed(() => limitsOf(yaml.value)),
        textProblem: computed(() => {
            const failed = change.value.kind === "failed" ? change.value.problem : run.problem.value;
            if (failed === undefined || failed.error === 0 || failed.error === forbidden) return undefined;
            return textProblemOf(failed.detail, yaml.value.split("\n").length);
        }),
        change,
        span,
        run,
        open,
        close() {
            run.stop();
            question.forget();
        },
        edit,
        setLimit: (limit, value) => edit(withLimit(yaml.value, limit, value)),
        look(next) {
            span.value = next;
            run.ask(yaml.value, next);
        },
        revert() {
            drafts.delete(key);
            change.value = { kind: "none" };
            put(written());
        },
        save() {
            const name = nameOf(yaml.value);
            const [saved, text] = [key, yaml.value];
            changed(api.putRule(name, text), () => {
                if (drafts.get(saved) === text) drafts.delete(saved);
                if (key !== saved) return;
                actions().showAlerts(`rules/${name}`);
                change.value = { kind: "saved", name };
                // The same place: nobody opens it anew.
                const { value } = opened;
                if (value.kind === "found")
                    opened.value = { kind: "found", found: { ...value.found, name, yaml: text } };
            });
        },
        remove() {
            const { value } = opened;
            if (value.kind !== "found") return;
            const removed = key;
            changed(api.deleteRule(value.found.name), () => {
                drafts.delete(removed);
                if (key === removed) actions().showAlerts("rules");
            });
        },
    };
}

// The broker says of each rule whether it may be changed; of one that is not there it says so when it is saved.
function newRule(query: string, canChange: boolean): RuleText {
    return { name: "", file: "", line: 0, yaml: ruleOf(query), canChange, whyNot: "" };
}
