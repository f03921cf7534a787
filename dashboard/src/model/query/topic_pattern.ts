import { byteLength } from "./spelling";

// Topic patterns, with the broker's own words for what is wrong with one.
export function topicProblem(text: string): string | undefined {
    const problem = problemOf(text);
    return problem === undefined ? undefined : `'${shown(text)}' ${problem}`;
}

function problemOf(text: string): string | undefined {
    if (text === "") return "is empty";
    if (byteLength(text) > 255) return "is longer than 255 bytes";
    const tokens = text.split(".");
    if (tokens.includes("")) return "has an empty token: dots stand between tokens, one at a time";
    if (/[\0- \x7f\\"']/.test(text)) return "holds a space, control character, backslash or quote";
    const isMisplaced = tokens.some((token, index) => {
        if (token === "*" || (token === ">" && index === tokens.length - 1)) return false;
        return /[*>]/.test(token);
    });
    return isMisplaced ? "holds a wildcard inside a token, or `>` before the end" : undefined;
}

// Shortened and made printable byte by byte, because it may be anything.
function shown(text: string): string {
    const bytes = new TextEncoder().encode(text);
    const printable = [...bytes.slice(0, 80)].map((c) => (c < 0x20 || c >= 0x7f ? "?" : String.fromCharCode(c)));
    return printable.join("") + (bytes.length > 80 ? "..." : "");
}

/** `*` is one token, a last `>` the rest; a pattern that begins with one of them leaves the broker's own topics out. */
export function topicMatcher(pattern: string): (topic: string) => boolean {
    const expected = pattern.split(".");
    const startsWild = expected[0] === "*" || expected[0] === ">";
    return (topic) => {
        if (topic === "" || (startsWild && topic.startsWith("$"))) return false;
        const tokens = topic.split(".");
        for (const [index, token] of expected.entries()) {
            if (index >= tokens.length) return false;
            if (token === ">") return true;
            if (token !== "*" && token !== tokens[index]) return false;
        }
        return tokens.length === expected.length;
    };
}
