// Text of strangers, made fit to be drawn: what is invisible, or would turn the reading direction around, is shown as a
// sign of its own. Nothing is left out, so two texts that differ look different.

// Controls but tab and line feed; marks, embeddings, overrides and isolates of direction; what has no width, except the
// joiners that emoji and Indic scripts are written with; line separators, interlinear marks, tags and variation
// supplements.
const unseen =
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

// Marks that stand on one character; more of them only climb over the rows above.
const tower = /(\p{M}{4})\p{M}+/gu;

// `longest` counts UTF-16 units of what is read, so that a line of 1 MB costs no more than its beginning.
export function safeText(text: string, longest = Infinity): string {
    return shown(text.length > longest ? `${cut(text, longest)}…` : text);
}

// The same on one line: every run of white space is one space.
export function safeLine(text: string, longest = Infinity): string {
    return safeText(text, longest).replaceAll(/\s+/g, " ");
}

// Whether some of it is written from right to left: then it is kept apart from what stands beside it, which it would
// otherwise draw to its side.
export function isRightToLeft(text: string): boolean {
    return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(text);
}

// Never between the two halves of a character.
export function cut(text: string, length: number): string {
    const last = text.charCodeAt(length - 1);
    return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

function shown(text: string): string {
    return text.replaceAll(unseen, sign).replaceAll(tower, "$1");
}

// ␀ for a NUL, ␛ for an escape; `⟨202E⟩` for what has no picture.
function sign(character: string): string {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return "␡";
    return `⟨${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
