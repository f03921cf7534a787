import { useState } from "preact/hooks";

import { cut, safeText } from "../../model/safe_text";
import { detailText } from "../../text/detail";

const usualLength = 600;
const usualLines = 16;
// What the browser lays out without a pause.
const step = 100_000;

// Text of an event: cut where it is long, and made longer by whoever wants to read on.
export function LongText({ text, longest = usualLength }: { text: string; longest?: number }) {
    const first = firstPart(text, longest);
    const [length, setLength] = useState(first);
    const isCut = length < text.length;
    return (
        <>
            <bdi>{safeText(isCut ? cut(text, length) : text)}</bdi>
            {isCut && "… "}
            {isCut && (
                <button type="button" class="link" onClick={() => setLength(Math.min(text.length, length + step))}>
                    {text.length - length <= step
                        ? detailText.showMore(text.length)
                        : detailText.showPart(step, text.length)}
                </button>
            )}
            {!isCut && first < text.length && (
                <button type="button" class="link" onClick={() => setLength(first)}>
                    {detailText.showLess}
                </button>
            )}
        </>
    );
}

// So many characters, or lines where they are short.
function firstPart(text: string, longest: number): number {
    let end = -1;
    for (let line = 0; line < usualLines; line += 1) {
        end = text.indexOf("\n", end + 1);
        if (end < 0 || end > longest) return text.length > longest + 40 ? longest : text.length;
    }
    return text.length - end > 40 ? end : text.length;
}
