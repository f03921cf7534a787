import { signal, type Signal } from "@preact/signals";

import type { Json } from "../model/json";
import { withTerm, withTopic } from "../model/query/edit";
import { askOf } from "../model/range";
import { patternsOf, type TopicNode } from "../model/topic_tree";
import type { FieldsAnswer, TopicInfo } from "../stream/api";
import type { Neighbours } from "./actions";
import { Poll, type Polled } from "./poll";
import { attempt, readList } from "./side_storage";
import type { State } from "./state";

export interface SideState {
    readonly topics: Signal<Polled<readonly TopicInfo[]>>;
    readonly closedTopics: Signal<ReadonlySet<string>>;
    readonly fieldsSeen: Signal<Polled<FieldsAnswer>>;
    /** Whose top values are shown; nothing where nobody has chosen yet. */
    readonly chosenFields: Signal<readonly string[] | undefined>;
}

export function createSideState(): SideState {
    return {
        topics: signal({}),
        closedTopics: signal<ReadonlySet<string>>(new Set()),
        fieldsSeen: signal({}),
        chosenFields: signal(readList()),
    };
}

export interface SideActions {
    watchTopics(): () => void;
    watchFields(): () => void;
    toggleTopic(path: string): void;
    /** Only what is in a topic and below it. */
    askForTopic(node: TopicNode): void;
    askForValue(field: string, value: Json, mode: "include" | "exclude"): void;
    chooseFields(fields: readonly string[]): void;
}

const topicsEvery = 2000;
const fieldsEvery = 10_000;

export function sideActions(state: State, { api, actions }: Neighbours): SideActions {
    const topics = new Poll({
        into: state.topics,
        every: topicsEvery,
        isVisible: state.isVisible,
        ask: (ended) => api.topics(ended),
    });
    const fields = new Poll({
        into: state.fieldsSeen,
        every: fieldsEvery,
        isVisible: state.isVisible,
        depends: () => void [state.asked.value, state.range.value],
        ask: (ended) => api.fields({ query: state.asked.value, ...askOf(state.range.value) }, ended),
    });
    return {
        watchTopics: () => topics.watch(),
        watchFields: () => fields.watch(),
        toggleTopic(path) {
            const closed = new Set(state.closedTopics.value);
            if (!closed.delete(path)) closed.add(path);
            state.closedTopics.value = closed;
        },
        askForTopic(node) {
            actions().ask(withTopic(state.query.value, patternsOf(node)));
        },
        askForValue(field, value, mode) {
            actions().ask(withTerm(state.query.value, field, value, mode));
        },
        chooseFields(chosen) {
            state.chosenFields.value = chosen;
            attempt(() => localStorage.setItem("side fields", JSON.stringify(chosen)));
        },
    };
}
