import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

import { queryText } from "../text/query";
import { useApp } from "./context";

export const problemId = "query-problem";

// What is wrong, right below the character where it is.
export function QueryBoxProblem({ mirror }: { mirror: RefObject<HTMLElement> }) {
    const { state } = useApp();
    const problem = state.isProblemSaid.value ? state.queryProblem.value : undefined;
    const isHidden = problem === undefined || state.queryList.value !== undefined;
    const box = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
        if (!isHidden && box.current !== null && mirror.current !== null) place(box.current, mirror.current);
    });
    return (
        <div class="query-problem-place" aria-live="polite">
            {!isHidden && (
                <div id={problemId} class="query-problem" ref={box}>
                    {queryText.problem(problem.at + 1, problem.message)}
                </div>
            )}
        </div>
    );
}

// As far to the right as its text still fits into the line.
function place(box: HTMLElement, mirror: HTMLElement): void {
    const wrong = mirror.querySelector<HTMLElement>(".wrong")?.getBoundingClientRect();
    const line = box.parentElement?.getBoundingClientRect();
    if (wrong === undefined || line === undefined) return;
    const at = Math.max(0, wrong.left - line.left);
    const left = Math.max(0, Math.min(at - 12, line.width - box.offsetWidth));
    box.style.left = `${left}px`;
    box.style.setProperty("--notch", `${Math.min(at - left, box.offsetWidth - 16)}px`);
}
