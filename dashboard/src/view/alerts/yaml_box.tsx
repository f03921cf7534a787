import { useRef } from "preact/hooks";

import { ruleTexts as text } from "../../text/alerts";
import { alertTexts } from "../../text/alerts";
import { useDesk } from "./use_desk";

const fewest = 10;
const problemId = "yaml-problem";

// The text of a rule with its lines numbered; the one that is wrong stands out.
export function YamlBox() {
    const { rules } = useDesk();
    const area = useRef<HTMLTextAreaElement>(null);
    const yaml = rules.yaml.value;
    const problem = rules.textProblem.value;
    const lines = Math.max(yaml.split("\n").length, fewest);
    return (
        <>
            <div class="yaml">
                <ol class="num" aria-hidden="true">
                    {Array.from({ length: lines }, (_, index) => (
                        <li key={index} class={problem?.line === index + 1 ? "wrong" : undefined}>
                            {index + 1}
                        </li>
                    ))}
                </ol>
                <textarea
                    ref={area}
                    value={yaml}
                    rows={lines}
                    wrap="off"
                    spellcheck={false}
                    autocomplete="off"
                    autocapitalize="off"
                    aria-label={text.editor}
                    aria-invalid={problem !== undefined}
                    aria-describedby={problem === undefined ? undefined : problemId}
                    onInput={(event) => rules.edit(event.currentTarget.value)}
                />
            </div>
            {problem !== undefined && (
                <p id={problemId} class="alarm yaml-problem" role="alert">
                    {problem.line === undefined
                        ? alertTexts.failed(problem.detail)
                        : text.atLine(problem.line, problem.detail)}
                    {problem.line !== undefined && (
                        <button type="button" class="link" onClick={() => selectLine(area.current, problem.line ?? 1)}>
                            {text.goToLine}
                        </button>
                    )}
                </p>
            )}
        </>
    );
}

function selectLine(area: HTMLTextAreaElement | null, line: number): void {
    if (area === null) return;
    const lines = area.value.split("\n");
    const from = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    area.focus();
    area.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
}
