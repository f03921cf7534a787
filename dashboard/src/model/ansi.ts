// Colours that programs write for a terminal (ECMA-48 SGR). All other sequences, those that move, clear, ask or set a
// title, are taken out. Backgrounds too: on them a text might not be seen, on purpose.

export interface Ink {
    /** Of the 16 colours of a terminal. */
    readonly color?: number;
    readonly isBold?: true;
    readonly isDim?: true;
    readonly isItalic?: true;
    readonly isUnderlined?: true;
}

/** From a position of the plain text on, up to the next one. */
export interface InkRun {
    readonly from: number;
    readonly ink: Ink;
}

export interface PlainText {
    readonly text: string;
    readonly runs: readonly InkRun[];
}

const mostRuns = 200;
const none: Ink = {};

// CSI; OSC and other strings, up to their end or the line's; what is left of them; and single shifts. Each part of the
// expression begins with a character that the one before cannot take, so it runs once over the text.
const sequence =
    /(?:\u001b\[|\u009b)([0-?]*)[ -/]*([@-~]?)|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;

export function parseAnsi(text: string): PlainText {
    if (!/[\u001b\u0090-\u009f]/.test(text)) return { text, runs: [] };
    const runs: InkRun[] = [];
    let plain = "";
    let ink = none;
    let from = 0;
    for (const match of text.matchAll(sequence)) {
        plain += text.slice(from, match.index);
        from = match.index + match[0].length;
        if (match[2] !== "m" || runs.length >= mostRuns) continue;
        ink = inkAfter(ink, match[1] ?? "");
        runs.push({ from: plain.length, ink });
    }
    return { text: plain + text.slice(from), runs };
}

function inkAfter(before: Ink, parameters: string): Ink {
    const codes = parameters.split(/[;:]/, 32).map(Number);
    let ink = before;
    for (let at = 0; at < codes.length; at += 1) {
        const code = codes[at] ?? 0;
        if (code === 38 || code === 48) {
            const [color, length] = extended(codes.slice(at + 1));
            at += length;
            if (code === 38 && color !== undefined) ink = { ...ink, color };
        } else {
            ink = changed(ink, code);
        }
    }
    return ink;
}

function changed(ink: Ink, code: number): Ink {
    if (code >= 30 && code <= 37) return { ...ink, color: code - 30 };
    if (code >= 90 && code <= 97) return { ...ink, color: code - 82 };
    switch (code) {
        case 0:
            return none;
        case 1:
            return { ...ink, isBold: true };
        case 2:
            return { ...ink, isDim: true };
        case 3:
            return { ...ink, isItalic: true };
        case 4:
            return { ...ink, isUnderlined: true };
        case 22:
            return without(ink, "isBold", "isDim");
        case 23:
            return without(ink, "isItalic");
        case 24:
            return without(ink, "isUnderlined");
        case 39:
            return without(ink, "color");
        default:
            return ink;
    }
}

function without(ink: Ink, ...names: (keyof Ink)[]): Ink {
    return Object.fromEntries(Object.entries(ink).filter(([name]) => !names.includes(name as keyof Ink)));
}

// `5;n` or `2;r;g;b` behind 38 or 48: the colour, and how many codes it took.
function extended([kind, ...rest]: number[]): [color: number | undefined, length: number] {
    if (kind === 5) return [ofPalette(rest[0] ?? 0), 2];
    if (kind === 2) return [nearest(rest[0] ?? 0, rest[1] ?? 0, rest[2] ?? 0), 4];
    return [undefined, 1];
}

// The palette of 256: the 16, a cube of 6 by 6 by 6, and greys.
function ofPalette(index: number): number {
    if (index < 16) return index;
    if (index >= 232) return index < 238 ? 8 : index < 250 ? 7 : 15;
    const cube = index - 16;
    return nearest(Math.floor(cube / 36) * 51, (Math.floor(cube / 6) % 6) * 51, (cube % 6) * 51);
}

// Both themes have 16 colours that can be read on them; any other one becomes the one that is most like it.
function nearest(red: number, green: number, blue: number): number {
    const brightest = Math.max(red, green, blue);
    if (!(brightest >= 48)) return 8;
    const bit = (part: number): number => (part > brightest * 0.6 ? 1 : 0);
    const color = bit(red) + 2 * bit(green) + 4 * bit(blue);
    return brightest > 210 && color !== 7 ? color + 8 : color;
}
