import { parseAnsi, type InkRun } from "./ansi";

// A stranger's text as it is drawn: safe, with the colours that its program gave it.
export interface Drawn {
    readonly text: string;
    readonly inks: readonly InkRun[];
}

// Colours stay with their characters, also where a sign takes more room than the character that it stands for.
export function drawn(raw: string, safe: (text: string) => string): Drawn {
    const { text, runs } = parseAnsi(raw);
    if (runs.length === 0) return { text: safe(text), inks: [] };
    const inks: InkRun[] = [];
    let shown = safe(text.slice(0, runs[0]?.from));
    runs.forEach(({ from, ink }, index) => {
        inks.push({ from: shown.length, ink });
        shown += safe(text.slice(from, runs[index + 1]?.from));
    });
    return { text: shown, inks };
}
