import { useState } from "preact/hooks";

import { formatSpan } from "../../model/clock";
import { playedAt } from "../../state/time";
import { timeTexts } from "../../text/time";
import { useApp } from "../context";
import { placeOf } from "./time_line";

// In bars.
const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -10,
    PageUp: 10,
};

// Where the present of the view is: at the live edge, or where it plays. Dragged back it plays from there.
export function Playhead({ timeAt }: { timeAt: (x: number) => number }) {
    const { state, actions } = useApp();
    const [draggedTo, setDragged] = useState<number>();
    const span = state.timeSpan.value;
    const { kind } = state.mode.value;
    if (kind === "past") return null;

    const at = draggedTo ?? playedAt(state) ?? span.to;
    const step = state.timeline.value.width;
    const byKey = (event: KeyboardEvent): void => {
        const by = steps[event.key];
        if (by === undefined && event.key !== "End" && event.key !== "Enter") return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === "End") return actions.goLive();
        if (by !== undefined) return setDragged(Math.min(Math.max(at + by * step, span.from), span.to));
        letGo(0);
    };
    const letGo = (least: number): void => {
        // Let go where it was, nothing was meant.
        if (draggedTo !== undefined && Math.abs(draggedTo - (playedAt(state) ?? span.to)) > least) {
            actions.playFrom(draggedTo);
        }
        setDragged(undefined);
    };

    return (
        <span
            class={`playhead ${kind}${draggedTo === undefined ? "" : " dragged"}`}
            style={{ left: placeOf(at, span) }}
            role="slider"
            tabIndex={0}
            aria-label={timeTexts.edge}
            title={timeTexts.edge}
            aria-valuemin={Math.round(span.from)}
            aria-valuemax={Math.round(span.to)}
            aria-valuenow={Math.round(Math.min(Math.max(at, span.from), span.to))}
            aria-valuetext={at >= span.to ? timeTexts.noCursor : formatSpan(at, at, state.now.value)}
            onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                event.stopPropagation();
                setDragged(at);
            }}
            onPointerMove={(event) => draggedTo !== undefined && setDragged(timeAt(event.clientX))}
            onPointerUp={() => letGo(step / 2)}
            onPointerCancel={() => setDragged(undefined)}
            onKeyDown={byKey}
            onBlur={() => setDragged(undefined)}
        />
    );
}
