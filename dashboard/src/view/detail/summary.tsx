import type { ComponentChildren } from "preact";

import { parseAnsi } from "../../model/ansi";
import { messageOf } from "../../model/event";
import { formatExactTime } from "../../model/format";
import type { EventRow } from "../../model/row";
import { safeLine } from "../../model/safe_text";
import { detailText } from "../../text/detail";
import { LevelMark } from "../icons";
import { CrossIcon } from "../keep/icons";
import { LongText } from "./long_text";

interface SummaryProps {
    row: EventRow;
    onClose: () => void;
    /** What stands behind the source. */
    children?: ComponentChildren;
}

// What was said, by whom and when: the head of an event, on the page and in a saved incident.
export function Summary({ row: { event, level }, onClose, children }: SummaryProps) {
    return (
        <div class="summary">
            <button
                type="button"
                class="icon close"
                aria-label={detailText.close}
                title={detailText.close}
                onClick={onClose}
            >
                <CrossIcon />
            </button>
            <h2>
                <LongText text={parseAnsi(messageOf(event)).text} longest={400} />
            </h2>
            <p class="dim num">
                <LevelMark level={level} /> {level} · {safeLine(formatExactTime(event.timestamp), 60)} ·{" "}
                <bdi>{safeLine(event.source, 200)}</bdi> {children}
            </p>
        </div>
    );
}
