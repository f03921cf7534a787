import { isExact, type Pattern } from "./ast";
import { finderOf, hasWord, wordFinderOf } from "./finder";
import { globOf } from "./glob";
import { beginOfWord, endOfWord, isWordCode } from "./words";

/** Whether a text has these words in a row, whatever stands between them. */
export function phraseOf(words: readonly Pattern[]): (text: string) => boolean {
    const [first = [""], ...further] = words;
    if (isExact(first) && further.length === 0) return hasWord(first[0] ?? "");
    const others = further.map(globOf);
    return isExact(first) ? beginningWith(first[0] ?? "", others) : beginningLike(first, others);
}

type WordTest = (word: string) => boolean;

function beginningWith(first: string, further: readonly WordTest[]): (text: string) => boolean {
    const find = wordFinderOf(first);
    return (text) => {
        for (let at = find(text, 0); at >= 0; at = find(text, at + first.length)) {
            if (goesOn(text, at + first.length, further)) return true;
        }
        return false;
    };
}

// Looks for the longest piece of the first word, then at the word that it is in.
function beginningLike(first: Pattern, further: readonly WordTest[]): (text: string) => boolean {
    const landmark = [...first].sort((left, right) => right.length - left.length)[0] ?? "";
    const find = finderOf(landmark);
    const isFirst = globOf(first);
    return (text) => {
        for (let at = find(text, 0); at >= 0;) {
            const end = endOfWord(text, at + landmark.length);
            if (isFirst(text.slice(beginOfWord(text, at), end)) && goesOn(text, end, further)) return true;
            at = find(text, end);
        }
        return false;
    };
}

function goesOn(text: string, from: number, words: readonly WordTest[]): boolean {
    let at = from;
    return words.every((isNext) => {
        while (at < text.length && !isWordCode(text.charCodeAt(at))) at += 1;
        const begin = at;
        at = endOfWord(text, at);
        return at > begin && isNext(text.slice(begin, at));
    });
}
