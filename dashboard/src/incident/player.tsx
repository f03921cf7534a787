import { formatStyled, usualTime } from "../model/format";
import { textOfMilliseconds } from "../model/instant";
import { speeds } from "../model/replay";
import { incidentPage as text } from "../text/incident_page";
import { useIncident } from "./context";

// Plays the events again, in their own time.
export function Player() {
    const { state, actions } = useIncident();
    return (
        <div class="player" role="group" aria-label={text.replay}>
            <button type="button" class="primary" onClick={actions.togglePlay}>
                {state.isPlaying.value ? `❚❚ ${text.pause}` : `▶ ${text.play}`}
            </button>
            <span class="seg" role="group" aria-label={text.speed}>
                {speeds.map((speed) => (
                    <button
                        key={speed}
                        type="button"
                        aria-pressed={state.speed.value === speed}
                        onClick={() => actions.setSpeed(speed)}
                    >
                        {speed}×
                    </button>
                ))}
            </span>
            <output class="num">{timeText(state.at.value)}</output>
        </div>
    );
}

export function timeText(milliseconds: number): string {
    return formatStyled(textOfMilliseconds(milliseconds), { ...usualTime, withDate: true }, 0);
}
