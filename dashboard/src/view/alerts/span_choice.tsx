import { activeTexts, silenceTexts } from "../../text/alerts";

interface SpanChoiceProps {
    label: string;
    /** `2h`; empty: until it is over. */
    spans: readonly string[];
    span: string;
    choose(span: string): void;
}

export function SpanChoice({ label, spans, span, choose }: SpanChoiceProps) {
    return (
        <select aria-label={label} value={span} onChange={(event) => choose(event.currentTarget.value)}>
            {spans.map((each) => (
                <option key={each} value={each}>
                    {each === "" ? activeTexts.untilOver : (silenceTexts.spans[each] ?? each)}
                </option>
            ))}
        </select>
    );
}
