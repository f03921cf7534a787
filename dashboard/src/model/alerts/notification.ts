import type { RealtimeEvent } from "../event";
import { millisecondsOf } from "../instant";
import { safeLine, safeText } from "../safe_text";
import { list, object, text } from "../read_json";

/** What the broker's notifier `browser` says on `$notify.<name>` (docs/notifiers.md), as a desktop shows it. */
export interface DesktopNote {
    /** The same each time it is sent. */
    readonly key: string;
    readonly title: string;
    readonly text: string;
    readonly isUrgent: boolean;
    /** Of its first alert. */
    readonly fingerprint: string;
}

// Of what was said before, while the page was away.
const oldest = 10 * 60_000;

export function readNote(event: RealtimeEvent, now: number): DesktopNote | undefined {
    const data = object(event.data);
    const title = safeLine(text(data["title"]), 120);
    if (event.type !== "alert.notification" || title === "") return undefined;
    if (now - millisecondsOf(event.timestamp) > oldest) return undefined;
    return {
        key: text(data["key"]),
        title,
        text: safeText(text(data["text"]), 500),
        isUrgent: text(data["severity"]) === "critical" && text(data["state"]) === "firing",
        fingerprint: text(object(list(data["alerts"])[0])["fingerprint"]),
    };
}
