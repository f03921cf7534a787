import { useEffect } from "preact/hooks";

import { formatAge } from "../../model/figures";
import { formatCount, formatExactTime } from "../../model/format";
import { millisecondsOf } from "../../model/instant";
import { runBefore, type Run, type RunGroup } from "../../model/runs";
import { runTexts, templateTexts } from "../../text/panels";
import { useApp } from "../context";
import { ForeignText } from "../foreign_text";
import { NewTemplates } from "./new_templates";

// The runs of one program: the newest two are one click away.
export function RunGroupSection({ group: { source, runs } }: { group: RunGroup }) {
    const { state, actions } = useApp();
    const [newest, previous] = runs;
    useEffect(() => {
        if (newest !== undefined && previous !== undefined && !state.runNews.peek().has(newest.id)) {
            actions.compareRun(newest);
        }
    }, [newest?.id, previous?.id]);
    const news = newest && state.runNews.value.get(newest.id);
    const hasNews = news?.kind === "found" && news.found.length > 0;
    return (
        <section class="card" aria-label={source}>
            <header>
                <h3>
                    <ForeignText text={source} />
                </h3>
                <span class="dim num">{runTexts.runs(runs.length)}</span>
                <span class="grow" />
                <span class="seg">
                    <button type="button" onClick={() => newest && actions.showRun(newest)}>
                        {runTexts.thisRun}
                    </button>
                    <button type="button" disabled={!previous} onClick={() => previous && actions.showRun(previous)}>
                        {runTexts.previousRun}
                    </button>
                    <button type="button" disabled={!hasNews} onClick={() => newest && actions.showNews(newest)}>
                        {runTexts.newSince}
                        {hasNews && <b class="num"> {formatCount(news.found.length)}</b>}
                    </button>
                </span>
            </header>
            {news?.kind === "found" && newest && <NewTemplates run={newest} templates={news.found} />}
            <div class="wide">
                <table class="list">
                    <thead>
                        <tr>
                            <th scope="col">{runTexts.started}</th>
                            <th scope="col" class="when">
                                {runTexts.lasted}
                            </th>
                            <th scope="col" class="figure">
                                {runTexts.events}
                            </th>
                            <th scope="col" class="when">
                                {runTexts.lastSeen}
                            </th>
                            <th scope="col">{runTexts.isNew}</th>
                            <th scope="col" class="id">
                                {runTexts.id}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {runs.map((run) => (
                            <RunRow key={run.id} run={run} before={runBefore(runs, run)} />
                        ))}
                    </tbody>
                </table>
            </div>
        </section>
    );
}

function RunRow({ run, before }: { run: Run; before: Run | undefined }) {
    const { state, actions } = useApp();
    const [first, last] = [millisecondsOf(run.first), millisecondsOf(run.last)];
    const now = state.now.value;
    const start = formatExactTime(run.first).slice(0, 19);
    return (
        <tr>
            <th scope="row" class="num">
                <button
                    type="button"
                    aria-label={runTexts.showRun(run.source, start)}
                    title={formatExactTime(run.first)}
                    onClick={() => actions.showRun(run)}
                >
                    {start}
                </button>
                <span class={run.isConnected ? "tag good" : "tag"}>
                    {run.isConnected ? runTexts.connected : runTexts.ended}
                </span>
            </th>
            <td class="when num">{formatAge((run.isConnected ? now : last) - first)}</td>
            <td class="figure num">{formatCount(run.events)}</td>
            <td class="when num" title={formatExactTime(run.last)}>
                {templateTexts.ago(formatAge(now - last))}
            </td>
            <td>
                <News run={run} hasBefore={before !== undefined} />
            </td>
            <td class="id">
                <code>{run.id}</code>
            </td>
        </tr>
    );
}

function News({ run, hasBefore }: { run: Run; hasBefore: boolean }) {
    const { state, actions } = useApp();
    const news = state.runNews.value.get(run.id);
    if (!hasBefore) return <span class="dim">{runTexts.firstKnown}</span>;
    switch (news?.kind) {
        case "asking":
            return <span class="dim">{runTexts.comparing}</span>;
        case "failed":
            return <span class="alarm">{news.detail}</span>;
        case "found":
            if (news.found.length === 0) return <span class="dim">{runTexts.nothingNew}</span>;
            return (
                <button type="button" class="link" onClick={() => actions.showNews(run)}>
                    {runTexts.kinds(news.found.length)}
                </button>
            );
        default:
            return (
                <button type="button" class="link" onClick={() => actions.compareRun(run)}>
                    {runTexts.compare}
                </button>
            );
    }
}
