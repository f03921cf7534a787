import { useEffect, useRef, useState } from "preact/hooks";

import { formatLength, formatSpan } from "../../model/clock";
import { millisecondsOf } from "../../model/instant";
import type { TimeRange } from "../../model/range";
import { timeTexts } from "../../text/time";
import { useApp } from "../context";
import { RangeMenu } from "./range_menu";

const usual: readonly number[] = [15 * 60, 3600, 24 * 3600];

// Which time is looked at, and whether it moves.
export function RangeControl() {
    const { state, actions } = useApp();
    const range = state.range.value;
    const isLive = state.mode.value.kind === "live";
    const isUsual = range.kind === "last" && usual.includes(range.seconds);
    return (
        <div class="seg range" role="group" aria-label={timeTexts.range}>
            <button type="button" class="live" aria-pressed={isLive} title={timeTexts.goLive} onClick={actions.goLive}>
                <span class="dot" aria-hidden="true" /> {timeTexts.live}
            </button>
            {usual.map((seconds) => (
                <button
                    key={seconds}
                    type="button"
                    class="usual"
                    aria-pressed={range.kind === "last" && range.seconds === seconds}
                    onClick={() => actions.look({ kind: "last", seconds })}
                >
                    {formatLength(seconds * 1000)}
                </button>
            ))}
            {range.kind === "between" && <Steps />}
            <MoreRanges text={isUsual ? undefined : textOf(range, state.now.value)} />
        </div>
    );
}

function Steps() {
    const { actions } = useApp();
    return (
        <>
            <button
                type="button"
                aria-label={timeTexts.earlier}
                title={timeTexts.earlier}
                onClick={() => actions.stepTime(-1)}
            >
                ‹
            </button>
            <button type="button" aria-label={timeTexts.zoomOut} title={timeTexts.zoomOut} onClick={actions.zoomOut}>
                −
            </button>
            <button
                type="button"
                aria-label={timeTexts.later}
                title={timeTexts.later}
                onClick={() => actions.stepTime(1)}
            >
                ›
            </button>
        </>
    );
}

function textOf(range: TimeRange, now: number): string {
    if (range.kind === "last") return timeTexts.last(formatLength(range.seconds * 1000));
    return formatSpan(millisecondsOf(range.from), millisecondsOf(range.to), now);
}

function MoreRanges({ text }: { text: string | undefined }) {
    const [isOpen, setOpen] = useState(false);
    const [left, setLeft] = useState<string>();
    const box = useRef<HTMLSpanElement>(null);
    const button = useRef<HTMLButtonElement>(null);
    const close = (): void => {
        setOpen(false);
        button.current?.focus();
    };
    useEffect(() => {
        if (!isOpen) return;
        const listen = (event: PointerEvent): void => {
            if (!box.current?.contains(event.target as Node)) setOpen(false);
        };
        addEventListener("pointerdown", listen);
        return () => removeEventListener("pointerdown", listen);
    }, [isOpen]);
    return (
        <span ref={box} class="more">
            <button
                ref={button}
                type="button"
                class="num"
                aria-haspopup="dialog"
                aria-expanded={isOpen}
                aria-pressed={text !== undefined}
                aria-label={text === undefined ? timeTexts.more : `${timeTexts.more}: ${text}`}
                onClick={() => {
                    setLeft(placeFor(button.current));
                    setOpen(!isOpen);
                }}
            >
                {text ?? "…"}
            </button>
            {isOpen && <RangeMenu close={close} left={left ?? "8px"} />}
        </span>
    );
}

const menuWidth = 320;

// The menu stands under its button, and in the page.
function placeFor(button: HTMLElement | null): string {
    const right = button?.getBoundingClientRect().right ?? menuWidth;
    return `${Math.max(Math.min(right, innerWidth - 8) - menuWidth, 8)}px`;
}
