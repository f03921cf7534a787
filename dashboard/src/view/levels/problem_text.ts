import type { Problem } from "../../state/poll";
import { levelTexts } from "../../text/levels";

const notFound = 171;

export function problemText({ error, detail }: Problem): string {
    return error === notFound ? levelTexts.unavailable : detail;
}
