// JSON may name any character by its number: the same text to a program, and to a person one that shows everything.
// Line ends stay: JSON has them between its parts only.
const unseen =
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3164\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;

export function escapeUnseen(json: string): string {
    return json.replaceAll(unseen, (character) =>
        Array.from({ length: character.length }, (_, index) => escaped(character.charCodeAt(index))).join(""),
    );
}

function escaped(unit: number): string {
    return `\\u${unit.toString(16).padStart(4, "0")}`;
}
