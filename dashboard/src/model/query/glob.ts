import { isExact, type Pattern } from "./ast";
import { finderOf } from "./finder";
import { fold, goesOn } from "./fold";

/** Compares a pattern with whole texts; linear to the text. */
export function globOf(pattern: Pattern): (text: string) => boolean {
    const first = fold(pattern[0] ?? "");
    if (isExact(pattern)) {
        return (text) => text.length === first.length && (text === first || goesOn(text, 0, first));
    }
    const last = fold(pattern[pattern.length - 1] ?? "");
    const between = pattern.slice(1, -1).filter((piece) => piece !== "");
    const finders = between.map((piece) => ({ find: finderOf(piece), length: piece.length }));
    return (text) => {
        const end = text.length - last.length;
        if (end < first.length || !goesOn(text, 0, first) || !goesOn(text, end, last)) return false;
        let from = first.length;
        for (const { find, length } of finders) {
            const at = find(text, from);
            if (at < 0 || at + length > end) return false;
            from = at + length;
        }
        return true;
    };
}
