import { signal, type Signal } from "@preact/signals";

import type { QueryProblem } from "../model/query/query";
import type { View } from "../model/url";
import type { Neighbours } from "./actions";
import { problemOf, QueryDraft } from "./query_draft";
import { readQueries } from "./query_history";
import { KnownLoader } from "./query_known";
import { QueryChoices, type QueryList, type Typed } from "./query_list";
import type { State } from "./state";

export interface QueryBoxState {
    /** What stands in the box; asked once it parses. */
    readonly draft: Signal<string>;
    readonly queryProblem: Signal<QueryProblem | undefined>;
    /** Not while somebody is still typing. */
    readonly isProblemSaid: Signal<boolean>;
    readonly queryList: Signal<QueryList | undefined>;
    /** Which of the list is picked; -1: none. */
    readonly queryPick: Signal<number>;
    /** Earlier queries, the newest first. */
    readonly queries: Signal<readonly string[]>;
}

export function createQueryBoxState(view: View): QueryBoxState {
    return {
        draft: signal(view.query),
        queryProblem: signal(problemOf(view.query)),
        isProblemSaid: signal(true),
        queryList: signal<QueryList | undefined>(undefined),
        queryPick: signal(-1),
        queries: signal(readQueries()),
    };
}

export interface QueryBoxActions {
    /** Somebody types: asked by itself as soon as they pause and it parses. */
    typeQuery(typed: Typed): void;
    /** Asks what stands there now, or says what is wrong with it. */
    applyQuery(): void;
    clearQuery(): void;
    enterQueryBox(): void;
    /** What was asked is kept among the earlier queries. */
    leaveQueryBox(): void;
    completeQuery(cursor: number): void;
    showQueries(): void;
    closeQueryList(): void;
    pickInQueryList(by: number): void;
    /** Puts what is picked, or the item at an index, into the box. Nothing where nothing is picked. */
    chooseFromQueryList(index?: number): Typed | undefined;
}

export function queryBoxActions(state: State, { api, actions }: Neighbours): QueryBoxActions {
    const draft = new QueryDraft(state, actions);
    const choices = new QueryChoices(state);
    const loader = new KnownLoader(api, (known) => choices.learn(known));
    const load = (): void => loader.load(state.range.value);

    function apply(): void {
        choices.show(undefined);
        draft.ask();
        draft.remember();
    }

    return {
        typeQuery(typed) {
            load();
            draft.type(typed.text);
            choices.follow(typed);
        },
        applyQuery: apply,
        clearQuery() {
            draft.remember();
            draft.type("");
            apply();
        },
        enterQueryBox: load,
        leaveQueryBox() {
            loader.stop();
            if (!draft.isAsked) draft.ask();
            choices.show(undefined);
            draft.remember();
        },
        completeQuery(cursor) {
            load();
            choices.complete(cursor);
        },
        showQueries() {
            const items = state.queries.value.filter((each) => each !== draft.text);
            choices.show({ kind: "history", items });
            choices.pick(1);
        },
        closeQueryList: () => choices.show(undefined),
        pickInQueryList: (by) => choices.pick(by),
        chooseFromQueryList(index = state.queryPick.value) {
            const isWhole = state.queryList.value?.kind === "history";
            const typed = choices.chosen(index);
            if (typed === undefined) return undefined;
            draft.type(typed.text);
            if (isWhole) apply();
            else choices.follow(typed);
            return typed;
        },
    };
}
