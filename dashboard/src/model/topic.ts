// Topic patterns as docs/protocol.md has them. Says what is wrong with one, or nothing.
export function patternProblem(pattern: string): string | undefined {
    if (pattern === "") return "a pattern is needed, > is everything";
    if (new TextEncoder().encode(pattern).length > 255) return "a pattern has at most 255 bytes";

    const tokens = pattern.split(".");
    for (const [index, token] of tokens.entries()) {
        const problem = tokenProblem(token, index === tokens.length - 1);
        if (problem !== undefined) return problem;
    }
    return undefined;
}

function tokenProblem(token: string, isLast: boolean): string | undefined {
    if (token === "") return "there is nothing between two dots, or before or after one";
    if (token === "*") return undefined;
    if (token === ">") return isLast ? undefined : "> can only be the last token";
    const forbidden = /[\s\p{Cc}\\"'*>]/u.exec(token)?.[0];
    if (forbidden === undefined) return undefined;
    return /[*>]/.test(forbidden)
        ? `${forbidden} stands for a whole token`
        : `${JSON.stringify(forbidden)} cannot be in a topic`;
}

// What a person types into the box: patterns with commas or spaces between.
export function splitPatterns(text: string): string[] {
    return [...new Set(text.split(/[\s,]+/).filter((each) => each !== ""))];
}
