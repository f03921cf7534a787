import type { Pattern } from "./ast";

/** Characters of words: ASCII letters, digits, `_` and everything beyond ASCII. */
export function isWordCode(c: number): boolean {
    return c >= 128 || (c >= 48 && c <= 57) || (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95;
}

/** `at` is in a word or behind one. */
export function beginOfWord(text: string, at: number): number {
    let begin = at;
    while (begin > 0 && isWordCode(text.charCodeAt(begin - 1))) begin -= 1;
    return begin;
}

export function endOfWord(text: string, at: number): number {
    let end = at;
    while (end < text.length && isWordCode(text.charCodeAt(end))) end += 1;
    return end;
}

/** The words of a text in a row; a star belongs to the word that it touches. */
export function wordsOf(text: Pattern): Pattern[] {
    const words: string[][] = [[""]];
    for (const [index, piece] of text.entries()) {
        const [first = "", ...further] = piece.split(/[^\w\x80-\uffff]/);
        const word = words[words.length - 1];
        if (index === 0) words[0] = [first];
        else word?.push(first);
        words.push(...further.map((each) => [each]));
    }
    return words.filter((word) => word.some((piece) => piece !== ""));
}
