import { safeLine } from "../model/safe_text";

const longest = 200;

// A stranger's text on a line of its own, as `<option>` and titles take it.
export function foreignLine(text: string): string {
    return safeLine(text, longest);
}

// The same among other text, whose direction it does not change.
export function ForeignText({ text }: { text: string }) {
    return <bdi>{foreignLine(text)}</bdi>;
}
