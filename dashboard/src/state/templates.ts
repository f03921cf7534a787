import { signal, type Signal } from "@preact/signals";

import { widthFor } from "../model/buckets";
import { millisecondsOf } from "../model/instant";
import { withTerm } from "../model/query/edit";
import { askOf } from "../model/range";
import { both, templateTerm } from "../model/template_query";
import type { View } from "../model/url";
import type { Histogram, TemplateInfo, TemplatesAnswer } from "../stream/api";
import type { Neighbours } from "./actions";
import { canonical } from "./canonical";
import { Poll, type Polled } from "./poll";
import type { State } from "./state";
import { Trends } from "./trends";

export interface TemplatesState {
    readonly templates: Signal<Polled<TemplatesAnswer>>;
    /** Instead of by template: by the values of this field. */
    readonly groupField: Signal<string | undefined>;
    readonly groups: Signal<Polled<Histogram>>;
    /** Counts over the range, by the template's term. */
    readonly trends: Signal<ReadonlyMap<string, readonly number[]>>;
}

export function createTemplatesState(view: View): TemplatesState {
    return {
        templates: signal({}),
        groupField: signal(view.more?.["group"]),
        groups: signal({}),
        trends: signal<ReadonlyMap<string, readonly number[]>>(new Map()),
    };
}

export interface TemplatesActions {
    watchTemplates(): () => void;
    watchGroups(): () => void;
    groupTemplatesBy(field: string | undefined): void;
    /** Counts a template over time, if that is not known yet. */
    wantTrend(info: TemplateInfo): void;
    /** The events of a template, within what is asked for. */
    showTemplate(info: TemplateInfo): void;
    /** The events with that value of the field that is grouped by. */
    showGroup(value: string): void;
}

const every = 5000;
export const trendBars = 40;

export function templatesActions(state: State, { api, actions, keep }: Neighbours): TemplatesActions {
    const ask = () => ({ query: state.asked.value, ...askOf(state.range.value) });
    const trends = new Trends(state, api);
    const templates = new Poll({
        into: state.templates,
        every,
        isVisible: state.isVisible,
        depends: () => void [state.asked.value, state.range.value],
        ask: (ended) => api.templates({ ...ask(), limit: 500 }, ended),
    });
    const groups = new Poll({
        into: state.groups,
        every,
        isVisible: state.isVisible,
        depends: () => void [state.asked.value, state.range.value, state.groupField.value],
        ask: (ended) =>
            api.histogram({ ...ask(), by: state.groupField.value ?? "level", bucket: bucketOf(state) }, ended),
    });
    const show = (query: string): void => {
        actions().ask(query);
        actions().show("events");
    };
    return {
        watchTemplates: () => templates.watch(),
        watchGroups: () => groups.watch(),
        groupTemplatesBy(field) {
            state.groups.value = {};
            state.groupField.value = field;
            keep("group", field ?? "");
        },
        wantTrend: (info) => trends.want(templateTerm(info)),
        showTemplate(info) {
            show(canonical(both(state.query.value, templateTerm(info))));
        },
        showGroup(value) {
            const field = state.groupField.value ?? "level";
            // `none` is how the broker counts events without a level, no level.
            if (field === "level" && value === "none") show(canonical(both(state.query.value, "-level:*")));
            else show(withTerm(state.query.value, field, value, "include"));
        },
    };
}

/** So wide that the range has about as many buckets as a small chart has room for. */
export function bucketOf(state: State): string {
    const { value: range } = state.range;
    const span = range.kind === "last" ? range.seconds * 1000 : millisecondsOf(range.to) - millisecondsOf(range.from);
    return widthFor(span, trendBars).name;
}
