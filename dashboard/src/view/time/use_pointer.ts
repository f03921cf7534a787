import { useState } from "preact/hooks";

import { bucketAtCursor } from "../../state/time";
import { useApp } from "../context";

// What is less of the line than this is a click.
const clickShare = 0.004;

/** Pointing shows, a drag selects what is looked at then, a click goes there. */
export function usePointer(timeAt: (x: number) => number) {
    const { state, actions } = useApp();
    const [pressedAt, setPressed] = useState<number>();

    const release = (to: number): void => {
        if (pressedAt === undefined) return;
        setPressed(undefined);
        const { from, to: end } = state.timeSpan.value;
        const isDrag = Math.abs(to - pressedAt) > (end - from) * clickShare;
        if (isDrag) actions.zoom(Math.round(pressedAt), Math.round(to));
        else actions.goToTime(bucketAtCursor(state)?.start ?? to);
    };

    return {
        pressedAt,
        onPointerDown(event: PointerEvent): void {
            if (event.button !== 0) return;
            (event.currentTarget as Element).setPointerCapture(event.pointerId);
            setPressed(timeAt(event.clientX));
        },
        onPointerMove: (event: PointerEvent): void => actions.pointAt(timeAt(event.clientX)),
        onPointerUp: (event: PointerEvent): void => release(timeAt(event.clientX)),
        onPointerCancel: (): void => setPressed(undefined),
        onPointerLeave(): void {
            if (pressedAt === undefined) actions.pointAt(undefined);
        },
    };
}
