import { loggerOf, messageOf, fieldsOf, type RealtimeEvent } from "./event";
import { parseAnsi } from "./ansi";
import { textOfValue } from "./field";
import { cut } from "./safe_text";

// What is marked in the rows, as expressions that run once over a text: they are made of words, never of what somebody
// typed as an expression.

const mostWords = 40;
const longest = 200;
const notWord = "[^\\p{L}\\p{N}_]+";

/** The words and phrases of a query. Between the words of a phrase may stand what is none. */
export function wordsPattern(words: readonly string[]): RegExp | undefined {
    const wanted = words
        .slice(0, mostWords)
        .map((word) => cut(word, longest).match(/[\p{L}\p{M}\p{N}_]+/gu))
        .filter((parts) => parts !== null)
        .map((parts) => parts.map(quoted).join(notWord));
    // The longest first: of `time` and `timeout` the whole is marked.
    wanted.sort((a, b) => b.length - a.length);
    return wanted.length === 0 ? undefined : new RegExp(wanted.join("|"), "giu");
}

/** What is looked for in the view, wherever it stands. */
export function findPattern(text: string): RegExp | undefined {
    return text === "" ? undefined : new RegExp(quoted(cut(text, longest)), "giu");
}

// So much of a message is looked at: it is looked at in every event that the page has.
const looked = 20_000;

/** Whether a row says it somewhere. */
export function isFoundIn(event: RealtimeEvent, pattern: RegExp): boolean {
    const says = (text: string): boolean => {
        pattern.lastIndex = 0;
        return pattern.test(text.length > looked ? text.slice(0, looked) : text);
    };
    const message = messageOf(event);
    return (
        says(message.includes("\u001b") ? parseAnsi(message.slice(0, looked)).text : message) ||
        says(event.source) ||
        says(loggerOf(event)) ||
        says(event.topic) ||
        fieldsOf(event).some(([key, value]) => says(`${key}=${textOfValue(value)}`))
    );
}

function quoted(text: string): string {
    return text.replaceAll(/[\^$\\.*+?()[\]{}|/]/g, "\\$&");
}
