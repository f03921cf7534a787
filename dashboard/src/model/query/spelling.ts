// The characters that mean something in a query: the lexer, the printer and the colours agree on them.

export const isSpace = (c: string): boolean => c === " " || c === "\t" || c === "\n" || c === "\r";

export const isDigit = (c: string): boolean => c >= "0" && c <= "9" && c.length === 1;

/** Ends an unquoted text everywhere. */
export const endsText = (c: string): boolean => isSpace(c) || c === "(" || c === ")" || c === '"';

/** Ends the name of a field. */
export const beginsOperator = (c: string): boolean => c === ":" || c === "<" || c === ">" || c === "=";

/** May stand behind a backslash, for itself. */
export const isPunctuation = (c: string): boolean => /^[ -/:-@[-`{-~]$/.test(c);

export const isKeyword = (text: string): boolean => text === "AND" || text === "OR" || text === "NOT";

export const byteLength = (text: string): number => new TextEncoder().encode(text).length;
