import { useEffect, useRef } from "preact/hooks";

import type { Mark } from "../../model/alerts/marks";
import { formatClock } from "../../model/format";
import { markTexts } from "../../text/alerts";
import { useApp } from "../context";
import { LevelMark } from "../icons";
import { placeOf } from "../time/time_line";
import { useDesk } from "./use_desk";

// Where alerts began and ended, over the charts. One stop for the keyboard; arrows go from mark to mark.
export function AlertMarks() {
    const { marks } = useDesk();
    const group = useRef<HTMLDivElement>(null);
    useEffect(() => marks.watch(), [marks]);
    const shown = marks.marks.value;
    if (shown.length === 0) return null;
    const press = (event: KeyboardEvent): void => {
        const all = [...(group.current?.querySelectorAll<HTMLElement>("button") ?? [])];
        const at = all.indexOf(document.activeElement as HTMLElement);
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        all[Math.min(Math.max(to, 0), all.length - 1)]?.focus();
    };
    return (
        <div ref={group} class="alert-marks" role="group" aria-label={markTexts.group} onKeyDown={press}>
            {shown.map((mark, index) => (
                <MarkButton key={mark.time} mark={mark} isStop={index === shown.length - 1} />
            ))}
        </div>
    );
}

function MarkButton({ mark: { time, alerts }, isStop }: { mark: Mark; isStop: boolean }) {
    const { state, actions } = useApp();
    const desk = useDesk();
    const name = markTexts.mark(formatClock(time), alerts);
    // What begins says more than what ends.
    const first = alerts.find((alert) => alert.state === "firing") ?? alerts[0];
    if (first === undefined) return null;
    const open = (): void => {
        const stands = desk.alerts.value.alerts.some(({ fingerprint }) => fingerprint === first.fingerprint);
        actions.showAlerts(`${stands ? "active" : "history"}/${first.fingerprint}`);
    };
    const isFiring = first.state === "firing";
    return (
        <button
            type="button"
            class={isFiring ? "firing" : "resolved"}
            style={{ left: placeOf(time, state.timeSpan.value) }}
            tabIndex={isStop ? 0 : -1}
            aria-label={name}
            title={name}
            onClick={open}
        >
            <LevelMark level={isFiring ? first.severity : "debug"} />
        </button>
    );
}
