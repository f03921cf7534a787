import { formatAxisTime } from "../../model/clock";
import { playedAt } from "../../state/time";
import { timeTexts } from "../../text/time";
import { useApp } from "../context";

export const speeds: readonly number[] = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64];

// Begins to play what was, and while it plays: how fast, on or off, and back to the present.
export function Travel() {
    const { state, actions } = useApp();
    const mode = state.mode.value;
    if (mode.kind !== "replay") return <PlayFromHere />;
    const isPaused = state.isPaused.value;
    return (
        <span class="travel" role="group" aria-label={timeTexts.playing("")}>
            <span class="at">▸ {formatAxisTime(playedAt(state) ?? 0, 1)}</span>
            <button type="button" onClick={actions.togglePause} aria-pressed={isPaused}>
                {isPaused ? timeTexts.resume : timeTexts.pause}
            </button>
            <select
                aria-label={timeTexts.speed}
                value={String(mode.speed)}
                onChange={(event) => actions.setReplaySpeed(Number(event.currentTarget.value))}
            >
                {speeds.map((speed) => (
                    <option key={speed} value={String(speed)}>
                        {speed}×
                    </option>
                ))}
            </select>
            <button type="button" class="link" onClick={actions.goLive}>
                {timeTexts.backToLive}
            </button>
        </span>
    );
}

// From the cursor, or where nothing is pointed at from the beginning of what is seen.
function PlayFromHere() {
    const { state, actions } = useApp();
    return (
        <button
            type="button"
            class="link"
            title={timeTexts.playTitle}
            onClick={() => actions.playFrom(state.timeCursor.value ?? state.timeSpan.value.from)}
        >
            {timeTexts.play}
        </button>
    );
}
