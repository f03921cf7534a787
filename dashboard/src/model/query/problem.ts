// What is wrong with a query. `at` is a position in its text (UTF-16), which becomes a character once it leaves the
// parser.
export class Problem extends Error {
    constructor(
        readonly at: number,
        message: string,
    ) {
        super(message);
    }
}

/** Characters are code points. */
export function characterAt(text: string, position: number): number {
    return [...text.slice(0, position)].length;
}

export function positionOf(text: string, character: number): number {
    return [...text].slice(0, character).join("").length;
}
