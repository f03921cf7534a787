import { signal, type Signal } from "@preact/signals";

import { bucketAt, emptyTimeline, type TimeBucket, type Timeline } from "../model/buckets";
import { millisecondsOf, textOfMilliseconds, writeInstant, fromMilliseconds } from "../model/instant";
import { rowHeight } from "../model/scroll";
import type { View } from "../model/url";
import type { Neighbours } from "./actions";
import type { Problem } from "./poll";
import { rowAtTime } from "./row_at_time";
import type { State } from "./state";
import { TimelineLoader } from "./timeline_loader";

/** In milliseconds since 1970, by the broker's clock. */
export interface Span {
    readonly from: number;
    readonly to: number;
}

export interface TimeState {
    readonly timeline: Signal<Timeline>;
    /** What the timeline was counted over. */
    readonly timeSpan: Signal<Span>;
    /** False where the broker had not time enough to count all of it. */
    readonly isTimeComplete: Signal<boolean>;
    readonly timeProblem: Signal<Problem | undefined>;
    /** `level`, `topic`, `source`, or a field. */
    readonly groupBy: Signal<string>;
    /** The field whose numbers are charted. */
    readonly chartField: Signal<string | undefined>;
    /** How many bars there is room for. */
    readonly barCount: Signal<number>;
    /** A time that is pointed at, and where a selection by keyboard began. */
    readonly timeCursor: Signal<number | undefined>;
    readonly timeAnchor: Signal<number | undefined>;
}

export function createTimeState(view: View): TimeState {
    const now = Date.now();
    return {
        timeline: signal(emptyTimeline),
        timeSpan: signal({ from: now - 15 * 60_000, to: now }),
        isTimeComplete: signal(true),
        timeProblem: signal<Problem | undefined>(undefined),
        groupBy: signal(view.more?.["by"] ?? "level"),
        chartField: signal(view.more?.["chart"]),
        barCount: signal(120),
        timeCursor: signal<number | undefined>(undefined),
        timeAnchor: signal<number | undefined>(undefined),
    };
}

export interface TimeActions {
    /** Keeps the timeline up to date until what it gives back is called. */
    watchTime(): () => void;
    fitTime(bars: number): void;
    groupTimeBy(by: string): void;
    /** Charts a field's numbers under the histogram, or no more. */
    chart(field: string | undefined): void;
    pointAt(time: number | undefined): void;
    /** Moves the cursor by so many bars; with a selection it keeps its other end. */
    moveTimeCursor(by: number, isSelecting: boolean): void;
    /** The table goes to that time where it holds it, else only that bar is looked at. */
    goToTime(time: number): void;
    zoom(from: number, to: number): void;
    zoomOut(): void;
    /** The span before or after the one that is looked at. */
    stepTime(by: number): void;
    playFrom(time: number): void;
}

export function timeActions(state: State, { api, actions, keep }: Neighbours): TimeActions {
    const loader = new TimelineLoader(state, api);
    const width = (): number => state.timeline.value.width;

    const look = (from: number, to: number): void => {
        state.timeCursor.value = undefined;
        state.timeAnchor.value = undefined;
        // Both ends are included: the next bar's first moment is not in this one.
        actions().look({
            kind: "between",
            from: textOfMilliseconds(from),
            to: writeInstant(fromMilliseconds(to) - 1n),
        });
    };
    const moveTo = (time: number, isSelecting: boolean): void => {
        const { value: cursor } = state.timeCursor;
        const { value: anchor } = state.timeAnchor;
        state.timeAnchor.value = isSelecting ? (anchor ?? cursor ?? time) : undefined;
        state.timeCursor.value = time;
    };

    return {
        watchTime: () => loader.watch(),
        fitTime(bars) {
            if (bars > 0) state.barCount.value = bars;
        },
        groupTimeBy(by) {
            state.groupBy.value = by;
            keep("by", by === "level" ? "" : by);
        },
        chart(field) {
            state.chartField.value = field;
            keep("chart", field ?? "");
        },
        pointAt(time) {
            state.timeCursor.value = time;
            state.timeAnchor.value = undefined;
        },
        moveTimeCursor(by, isSelecting) {
            const { buckets } = state.timeline.value;
            const { value: cursor } = state.timeCursor;
            const index = cursor === undefined ? buckets.length : (bucketAt(state.timeline.value, cursor) ?? 0);
            const found = buckets[Math.min(Math.max(index + by, 0), buckets.length - 1)];
            if (found !== undefined) moveTo(found.start, isSelecting);
        },
        goToTime(time) {
            const index = rowAtTime(state.window.shown, textOfMilliseconds(time));
            if (index === undefined) look(time, time + width());
            else actions().scrollTo(index * rowHeight, false);
        },
        zoom(from, to) {
            look(Math.min(from, to), Math.max(from, to));
        },
        zoomOut() {
            const { from, to } = state.timeSpan.value;
            const margin = (to - from) / 2;
            look(from - margin, to + margin);
        },
        stepTime(by) {
            const { from, to } = state.timeSpan.value;
            look(from + by * (to - from), to + by * (to - from));
        },
        playFrom(time) {
            const { value: mode } = state.mode;
            actions().replay(textOfMilliseconds(time), mode.kind === "replay" ? mode.speed : 1);
        },
    };
}

/** The bar that is pointed at, if one is. */
export function bucketAtCursor(state: State): TimeBucket | undefined {
    const { value: cursor } = state.timeCursor;
    const { value: timeline } = state.timeline;
    const index = cursor === undefined ? undefined : bucketAt(timeline, cursor);
    return index === undefined ? undefined : timeline.buckets[index];
}

/** Of what is played, if something is. */
export function playedAt(state: State): number | undefined {
    const { value: mode } = state.mode;
    return mode.kind === "replay" ? millisecondsOf(mode.at) : undefined;
}
