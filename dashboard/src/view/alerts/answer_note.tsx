import { forbidden, type Polled, type Problem } from "../../state/poll";
import { alertTexts } from "../../text/alerts";

const notFound = 171;

export function problemText({ error, detail }: Problem): string {
    return error === forbidden ? alertTexts.forbidden(detail) : alertTexts.failed(detail);
}

export function ProblemLine({ problem }: { problem: Problem | undefined }) {
    if (problem === undefined) return null;
    return (
        <p role="alert" class="alarm">
            {problemText(problem)}
        </p>
    );
}

// What is asked again and again, while there is no answer or none any more.
export function AnswerNote({ of: { value, problem } }: { of: Polled<unknown> }) {
    if (problem !== undefined) {
        return (
            <p class="note-box" role="status">
                {problem.error === notFound ? alertTexts.unavailable : problemText(problem)}
            </p>
        );
    }
    return value === undefined ? <p class="nothing">{alertTexts.asking}</p> : null;
}
