import { formatShort } from "../model/format";
import { labels } from "../text/page";
import { useApp } from "./context";

export function TableButtons() {
    const { state, actions } = useApp();
    void state.revision.value; // the number of waiting rows changes with it
    if (state.view.value !== "events") return null;
    const isPaused = state.isPaused.value;
    const { waiting } = state.window;
    return (
        <div class="seg" role="group" aria-label={labels.actions}>
            <button type="button" class="filters" aria-expanded={state.isSideOpen.value} onClick={actions.toggleSide}>
                {labels.filters}
            </button>
            <button type="button" aria-pressed={isPaused} onClick={actions.togglePause}>
                <span aria-hidden="true">{isPaused ? "▶" : "❚❚"}</span>{" "}
                <span class="word">{isPaused ? labels.resume : labels.pause}</span>
                {waiting > 0 && ` · ${formatShort(waiting)}`}
            </button>
            <button type="button" onClick={actions.clear}>
                {labels.clear}
            </button>
        </div>
    );
}
