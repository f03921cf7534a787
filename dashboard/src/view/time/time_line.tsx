import { useRef } from "preact/hooks";

import { formatSpan } from "../../model/clock";
import type { State } from "../../state/state";
import { bucketAtCursor, type Span } from "../../state/time";
import { timeTexts } from "../../text/time";
import { useApp } from "../context";
import { Playhead } from "./playhead";
import { handleTimeKey } from "./time_keys";
import { usePointer } from "./use_pointer";

// Lies over the charts: where one points at, selects and travels.
export function TimeLine() {
    const { state, actions } = useApp();
    const line = useRef<HTMLDivElement>(null);
    const span = state.timeSpan.value;
    const cursor = state.timeCursor.value;
    const timeAt = (x: number): number => {
        const { left, width } = (line.current as HTMLElement).getBoundingClientRect();
        return span.from + ((span.to - span.from) * Math.min(Math.max(x - left, 0), width)) / Math.max(width, 1);
    };
    const { pressedAt, ...pointer } = usePointer(timeAt);
    const anchor = pressedAt ?? state.timeAnchor.value;
    return (
        <div class="timeline-box">
            <div
                ref={line}
                class="timeline"
                role="slider"
                tabIndex={0}
                aria-label={timeTexts.slider}
                aria-describedby="time-line-help"
                aria-valuemin={Math.round(span.from)}
                aria-valuemax={Math.round(span.to)}
                aria-valuenow={Math.round(cursor ?? span.to)}
                aria-valuetext={readingOf(state)}
                onKeyDown={(event) => handleTimeKey(event, state, actions)}
                onBlur={() => actions.pointAt(undefined)}
                {...pointer}
            >
                {cursor !== undefined && anchor !== undefined && <Selected span={span} from={anchor} to={cursor} />}
                {cursor !== undefined && <span class="cursor" style={{ left: placeOf(cursor, span) }} />}
            </div>
            <Playhead timeAt={timeAt} />
            <span id="time-line-help" hidden>
                {timeTexts.sliderHelp}
            </span>
        </div>
    );
}

function Selected({ span, from, to }: { span: Span; from: number; to: number }) {
    const [left, right] = [Math.min(from, to), Math.max(from, to)];
    const width = `${(Math.max(right - left, 0) / Math.max(span.to - span.from, 1)) * 100}%`;
    return <span class="selection" style={{ left: placeOf(left, span), width }} />;
}

export function placeOf(time: number, span: Span): string {
    const share = (time - span.from) / Math.max(span.to - span.from, 1);
    return `${Math.min(Math.max(share, 0), 1) * 100}%`;
}

// What the cursor points at, in words.
function readingOf(state: State): string {
    const bucket = bucketAtCursor(state);
    if (bucket === undefined) return timeTexts.noCursor;
    const end = bucket.start + state.timeline.value.width;
    return timeTexts.at(formatSpan(bucket.start, end, state.now.value), bucket.count);
}
