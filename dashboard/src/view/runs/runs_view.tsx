import { useEffect } from "preact/hooks";

import { groupRuns } from "../../model/runs";
import { runTexts } from "../../text/panels";
import { useApp } from "../context";
import { RunGroupSection } from "./run_group";

// Every start of a program that is known, and what it says that the one before did not.
export function RunsView() {
    const { state, actions } = useApp();
    useEffect(() => actions.watchRuns(), [actions]);
    const { value: runs, problem } = state.runs.value;
    return (
        <main class="panel-view" aria-label={runTexts.view}>
            <header class="panel-head">
                <h2>{runTexts.view}</h2>
                <Within />
                {runs !== undefined && <span class="dim num">{runTexts.runs(runs.length)}</span>}
                {problem !== undefined && <span class="alarm">{problem.detail}</span>}
            </header>
            <div class="panel-scroll runs">
                {groupRuns(runs ?? []).map((group) => (
                    <RunGroupSection key={group.source} group={group} />
                ))}
                {runs === undefined && problem === undefined && <p class="nothing">{runTexts.asking}</p>}
                {runs?.length === 0 && <p class="nothing">{runTexts.nothing}</p>}
            </div>
        </main>
    );
}

function Within() {
    const { state, actions } = useApp();
    return (
        <label class="choice">
            {runTexts.within}{" "}
            <select
                value={String(state.runsWithin.value)}
                onChange={(event) => actions.lookForRuns(Number(event.currentTarget.value))}
            >
                {runTexts.spans.map(([seconds, name]) => (
                    <option key={seconds} value={String(seconds)}>
                        {name}
                    </option>
                ))}
            </select>
        </label>
    );
}
