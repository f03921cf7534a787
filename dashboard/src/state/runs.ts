import { signal, type Signal } from "@preact/signals";

import { newTemplates, rangeOf, runBefore, runQuery, spanOf, type Run } from "../model/runs";
import { anyOf, both, templateTerm } from "../model/template_query";
import type { Api, TemplateInfo } from "../stream/api";
import type { Neighbours } from "./actions";
import { canonical } from "./canonical";
import { detailOf, type Lookup } from "./lookup";
import { Poll, type Polled } from "./poll";
import { RunFinder } from "./run_finder";
import type { State } from "./state";

/** What a run says that the run before it did not; nothing where there is none before. */
export type RunNews = Lookup<readonly TemplateInfo[]>;

export interface RunsState {
    readonly runs: Signal<Polled<readonly Run[]>>;
    /** How far back runs are looked for, in seconds. */
    readonly runsWithin: Signal<number>;
    readonly runNews: Signal<ReadonlyMap<string, RunNews>>;
}

export function createRunsState(): RunsState {
    return {
        runs: signal({}),
        runsWithin: signal(86_400),
        runNews: signal<ReadonlyMap<string, RunNews>>(new Map()),
    };
}

export interface RunsActions {
    watchRuns(): () => void;
    lookForRuns(seconds: number): void;
    /** Finds what a run says that the one before it did not. */
    compareRun(run: Run): void;
    showRun(run: Run): void;
    showNews(run: Run): void;
}

const every = 5000;
// A query has at most 1,000 terms, and a person reads fewer.
const mostTerms = 100;
// Of kinds that are compared.
const limit = 1000;

export function runsActions(state: State, { api, actions }: Neighbours): RunsActions {
    const finder = new RunFinder(api);
    const runs = new Poll({
        into: state.runs,
        every,
        isVisible: state.isVisible,
        depends: () => void state.runsWithin.value,
        ask: (ended) => finder.find(state.runsWithin.peek(), ended),
    });
    const tell = (run: Run, news: RunNews): void => {
        state.runNews.value = new Map(state.runNews.value).set(run.id, news);
    };
    const show = (query: string, run: Run): void => {
        actions().ask(query);
        actions().look(rangeOf(run, state.now.value));
        actions().show("events");
    };
    return {
        watchRuns: () => runs.watch(),
        lookForRuns(seconds) {
            state.runsWithin.value = seconds;
        },
        compareRun(run) {
            const before = runBefore(state.runs.value.value ?? [], run);
            if (before === undefined || state.runNews.value.get(run.id)?.kind === "asking") return;
            tell(run, { kind: "asking" });
            templatesOfBoth(api, run, before).then(
                (found) => tell(run, { kind: "found", found }),
                (error: unknown) => tell(run, { kind: "failed", detail: detailOf(error) }),
            );
        },
        showRun: (run) => show(runQuery(run.id), run),
        showNews(run) {
            const news = state.runNews.value.get(run.id);
            if (news?.kind !== "found" || news.found.length === 0) return;
            const terms = news.found.slice(0, mostTerms).map(templateTerm);
            show(canonical(both(runQuery(run.id), anyOf(terms))), run);
        },
    };
}

async function templatesOfBoth(api: Api, run: Run, before: Run): Promise<readonly TemplateInfo[]> {
    const older = await api.templates({ query: runQuery(before.id), ...spanOf(before), limit });
    // One that goes on has no end yet.
    const { from, to } = spanOf(run);
    const range = run.isConnected ? { from } : { from, to };
    const newer = await api.templates({ query: runQuery(run.id), ...range, limit });
    return newTemplates(newer.templates, older.templates);
}
