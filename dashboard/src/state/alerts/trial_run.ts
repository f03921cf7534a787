import { signal, type ReadonlySignal } from "@preact/signals";

import { emptyTrial, withLines, type Trial } from "../../model/alerts/trial";
import { readSpan } from "../../model/range";
import type { AlertsApi } from "../../stream/alerts_api";
import { problemOf, type Problem } from "../poll";

/** The stored past, judged by a rule that somebody tries. */
export interface TrialRun {
    /** While a newer one has found nothing yet, the one before. */
    readonly trial: ReadonlySignal<Trial | undefined>;
    readonly isRunning: ReadonlySignal<boolean>;
    readonly problem: ReadonlySignal<Problem | undefined>;
    /** Soon, once nobody types any more. The one before ends. */
    ask(yaml: string, span: string): void;
    stop(): void;
}

const settling = 300;

export function createTrialRun(api: Pick<AlertsApi, "testRule">): TrialRun {
    const trial = signal<Trial | undefined>(undefined);
    const isRunning = signal(false);
    const problem = signal<Problem | undefined>(undefined);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running: AbortController | undefined;

    function stop(): void {
        clearTimeout(timer);
        running?.abort();
        running = undefined;
        isRunning.value = false;
    }

    function begin(yaml: string, span: string): void {
        const controller = (running = new AbortController());
        const now = Date.now();
        let found = emptyTrial(now - (readSpan(span) ?? 0) * 1000, now);
        const tell = (what: () => void): void => {
            if (running === controller) what();
        };
        const lines: Parameters<AlertsApi["testRule"]>[1] = (each) =>
            tell(() => {
                trial.value = found = withLines(found, each);
                problem.value = undefined;
            });
        api.testRule({ yaml, from: `-${span}` }, lines, controller.signal).then(
            () =>
                tell(() => {
                    isRunning.value = false;
                    if (!found.isDone) problem.value = { error: 0, detail: "the answer broke off" };
                }),
            (error: unknown) =>
                tell(() => {
                    isRunning.value = false;
                    problem.value = problemOf(error);
                }),
        );
    }

    return {
        trial,
        isRunning,
        problem,
        ask(yaml, span) {
            stop();
            isRunning.value = true;
            timer = setTimeout(() => begin(yaml, span), settling);
        },
        stop() {
            stop();
            trial.value = undefined;
            problem.value = undefined;
        },
    };
}
