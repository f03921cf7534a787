import { signal, type ReadonlySignal } from "@preact/signals";

import type { SilenceAsk, SilencePreview, Silences } from "../../stream/alerts_api";
import { Question, type Lookup } from "../lookup";
import { Poll, problemOf, type Polled, type Problem } from "../poll";
import type { DeskParts } from "./desk";

/** What keeps alerts quiet for a time, by what they say of themselves. */
export interface SilenceDesk {
    readonly silences: ReadonlySignal<Polled<Silences>>;
    /** What is typed; undefined: nobody makes one. */
    readonly draft: ReadonlySignal<SilenceAsk | undefined>;
    readonly preview: ReadonlySignal<Lookup<SilencePreview>>;
    readonly problem: ReadonlySignal<Problem | undefined>;
    /** Until what it gives back is called. */
    watch(): () => void;
    edit(draft: SilenceAsk | undefined): void;
    create(): void;
    end(id: string): void;
}

const every = 5000;
// While somebody types.
const settling = 250;

export const usualSilence: SilenceAsk = { matchers: "", for: "2h", comment: "" };

export function createSilences({ state, api, actions }: DeskParts): SilenceDesk {
    const silences = signal<Polled<Silences>>({});
    const draft = signal<SilenceAsk | undefined>(undefined);
    const preview = signal<Lookup<SilencePreview>>({ kind: "none" });
    const problem = signal<Problem | undefined>(undefined);
    const question = new Question(preview);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = new Poll({
        into: silences,
        every,
        isVisible: state.isVisible,
        ask: (ended) => api.silences(ended),
    });

    function look(matchers: string): void {
        clearTimeout(timer);
        if (matchers.trim() === "") return question.forget();
        timer = setTimeout(() => question.renew((end) => api.previewSilence(matchers, end)), settling);
    }

    function change(done: Promise<void>, then: () => void = () => {}): void {
        problem.value = undefined;
        done.then(then, (error: unknown) => void (problem.value = problemOf(error))).then(() => {
            poll.again();
            actions().refreshAlerts();
        });
    }

    function edit(next: SilenceAsk | undefined): void {
        if (next?.matchers !== draft.value?.matchers) look(next?.matchers ?? "");
        draft.value = next;
        problem.value = undefined;
    }

    return {
        silences,
        draft,
        preview,
        problem,
        watch: () => poll.watch(),
        edit,
        create() {
            const asked = draft.value;
            if (asked === undefined || asked.matchers.trim() === "") return;
            change(api.silence(asked), () => draft.value === asked && edit(undefined));
        },
        end: (id) => change(api.endSilence(id)),
    };
}
