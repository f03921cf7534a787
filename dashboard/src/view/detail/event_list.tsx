import type { RealtimeEvent } from "../../model/event";
import { formatExactTime, formatTime } from "../../model/format";
import { kindOf } from "../../model/level";
import { lineOf } from "../../model/line";
import { safeLine } from "../../model/safe_text";
import { useApp } from "../context";
import { LevelMark } from "../icons";

interface EventListProps {
    label: string;
    events: readonly RealtimeEvent[];
    /** The open one stands out. */
    current: RealtimeEvent;
    /** What stands in front instead of the time. */
    lead?: (event: RealtimeEvent, index: number) => string;
    withSource?: boolean;
}

// Events in a line each; a click opens one.
export function EventList({ label, events, current, lead, withSource = false }: EventListProps) {
    const { actions } = useApp();
    return (
        <ol class="events" aria-label={label}>
            {events.map((event, index) => {
                const isCurrent = event.seq === current.seq && event.id === current.id;
                return (
                    <li key={`${event.seq} ${event.id}`}>
                        <button
                            type="button"
                            class={isCurrent ? "line current" : "line"}
                            aria-current={isCurrent ? "true" : undefined}
                            title={formatExactTime(event.timestamp)}
                            onClick={() => actions.openEvent(event)}
                        >
                            <span class="num when">{lead?.(event, index) ?? minuteOn(event.timestamp)}</span>
                            <LevelMark level={kindOf(event)} label />
                            {withSource && <bdi class="who">{safeLine(event.source, 40)}</bdi>}
                            <bdi class="what">{lineOf(event).text}</bdi>
                        </button>
                    </li>
                );
            })}
        </ol>
    );
}

// The hour stands in the head of the detail.
function minuteOn(timestamp: string): string {
    return formatTime(timestamp).replace(/^\d\d:/, "");
}
