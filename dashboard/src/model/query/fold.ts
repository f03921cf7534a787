// Case is that of ASCII letters only; everything else stays.
export function fold(text: string): string {
    return text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

export const foldCode = (c: number): number => (c >= 65 && c <= 90 ? c + 32 : c);

/** Whether the text goes on like this at `at`. */
export function goesOn(text: string, at: number, folded: string): boolean {
    for (let index = 0; index < folded.length; index += 1) {
        if (foldCode(text.charCodeAt(at + index)) !== folded.charCodeAt(index)) return false;
    }
    return true;
}
