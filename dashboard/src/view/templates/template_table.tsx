import { useEffect, useRef, useState } from "preact/hooks";

import { formatAge } from "../../model/figures";
import { formatCount, formatExactTime } from "../../model/format";
import { millisecondsOf } from "../../model/instant";
import { levels, type Kind } from "../../model/level";
import { nextOrder, sortBy, type Order } from "../../model/sort_by";
import { isGuessed, templateTerm } from "../../model/template_query";
import type { TemplateInfo, TemplatesAnswer } from "../../stream/api";
import { templateTexts } from "../../text/panels";
import { useApp } from "../context";
import { LevelMark } from "../icons";
import { ForeignText, foreignLine } from "../foreign_text";
import { GroupChoice } from "./group_choice";
import { moveBetweenRows } from "./row_keys";
import { SortHead } from "./sort_head";
import { Sparkline } from "./sparkline";

type Key = "level" | "template" | "count" | "first" | "last" | "new";

export function TemplateTable() {
    const { state, actions } = useApp();
    useEffect(() => actions.watchTemplates(), [actions]);
    const [order, setOrder] = useState<Order<Key>>({ by: "count", isDescending: true });
    const sort = (by: Key): void => setOrder(nextOrder(order, by, by !== "template"));
    const { value: answer, problem } = state.templates.value;
    const head = { order, sort };
    return (
        <>
            <header class="panel-head">
                <h2>{templateTexts.view}</h2>
                <GroupChoice />
                {answer !== undefined && <Summary answer={answer} />}
                {problem !== undefined && <span class="alarm">{problem.detail}</span>}
            </header>
            <div class="panel-scroll" onKeyDown={moveBetweenRows}>
                <table class="list templates">
                    <thead>
                        <tr>
                            <SortHead by="level" name={templateTexts.level} class="level" {...head} />
                            <SortHead by="template" name={templateTexts.template} {...head} />
                            <SortHead by="count" name={templateTexts.count} class="figure" {...head} />
                            <th scope="col" class="trend">
                                {templateTexts.trend}
                            </th>
                            <SortHead by="first" name={templateTexts.first} class="when" {...head} />
                            <SortHead by="last" name={templateTexts.last} class="when" {...head} />
                        </tr>
                    </thead>
                    <tbody>
                        {sortBy(answer?.templates ?? [], order, keyOf).map((info) => (
                            <TemplateRow key={`${info.by} ${info.template}`} info={info} answer={answer} />
                        ))}
                    </tbody>
                </table>
                {answer === undefined && problem === undefined && <p class="nothing">{templateTexts.asking}</p>}
                {answer?.templates.length === 0 && <p class="nothing">{templateTexts.nothing}</p>}
            </div>
        </>
    );
}

function Summary({ answer }: { answer: TemplatesAnswer }) {
    return (
        <span class="dim num">
            {templateTexts.kinds(answer.total)}
            {answer.omitted > 0 && ` · ${templateTexts.omitted(answer.omitted)}`}
            {!answer.complete && ` · ${templateTexts.partial}`}
        </span>
    );
}

function keyOf(info: TemplateInfo, by: Key): string | number {
    switch (by) {
        case "level":
            return (levels as readonly string[]).indexOf(info.level);
        case "template":
            return info.template.toLowerCase();
        case "count":
            return info.count;
        case "first":
            return info.first.time;
        case "last":
            return info.last.time;
        case "new":
            return info.new === true ? 1 : 0;
    }
}

function TemplateRow({ info, answer }: { info: TemplateInfo; answer: TemplatesAnswer | undefined }) {
    const { state, actions } = useApp();
    const row = useRef<HTMLTableRowElement>(null);
    // Where nothing was remembered before the range, all is new and nothing is news.
    const since = state.history.value?.since;
    const isNews = answer !== undefined && (since === undefined || since < answer.from);
    useWhenSeen(row, () => actions.wantTrend(info), answer);
    const level = (levels as readonly string[]).includes(info.level) ? (info.level as Kind) : "event";
    return (
        <tr ref={row} class={level} onClick={() => actions.showTemplate(info)}>
            <td class="level">
                <LevelMark level={level} label />
            </td>
            <th scope="row">
                <button type="button" data-row title={templateTexts.show(foreignLine(info.template))}>
                    <ForeignText text={info.template} />
                </button>
                {isNews && info.new === true && (
                    <span class="tag new-tag" title={templateTexts.isNewTitle}>
                        {templateTexts.isNew}
                    </span>
                )}
                {isGuessed(info) && (
                    <span class="tag" title={templateTexts.guessedTitle}>
                        {templateTexts.guessed}
                    </span>
                )}
            </th>
            <td class="figure num">{formatCount(info.count)}</td>
            <td class="trend">
                <Sparkline counts={state.trends.value.get(templateTerm(info))} />
            </td>
            <When time={info.first.time} />
            <When time={info.last.time} />
        </tr>
    );
}

function When({ time }: { time: string }) {
    const { state } = useApp();
    return (
        <td class="when num" title={formatExactTime(time)}>
            {templateTexts.ago(formatAge(state.now.value - millisecondsOf(time)))}
        </td>
    );
}

// Lists are long, and what is not looked at need not be counted.
function useWhenSeen(of: { current: HTMLElement | null }, then: () => void, anew: unknown): void {
    useEffect(() => {
        const element = of.current;
        if (element === null) return;
        const observer = new IntersectionObserver((entries) => {
            if (entries.some(({ isIntersecting }) => isIntersecting)) then();
        });
        observer.observe(element);
        return () => observer.disconnect();
    }, [anew]);
}
