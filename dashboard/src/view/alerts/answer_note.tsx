import { forbidden, type Polled, type Problem } from "../../state/poll";
import { alertTexts } from "../../text/alerts";

const notFound = 171;

export function problemText({ error, detail }: Problem): string {
    if (error === forbidden) return alertTexts.forbidden(detail);
    return error === notFound ? alertTexts.unavailable : alertTexts.failed(detail);
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
                {problemText(problem)}
            </p>
        );
    }
    return value === undefined ? <p class="nothing">{alertTexts.asking}</p> : null;
}
