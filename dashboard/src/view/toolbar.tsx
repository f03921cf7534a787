import { formatShort } from "../model/format";
import { useApp } from "./context";
import { LevelChips } from "./level_chips";
import { SearchBox } from "./search_box";
import { TopicBox } from "./topic_box";

export function Toolbar() {
    return (
        <div class="ask" role="search">
            <TopicBox />
            <SearchBox />
            <LevelChips />
            <TableButtons />
        </div>
    );
}

function TableButtons() {
    const { state, actions } = useApp();
    void state.revision.value; // the number of waiting rows changes with it
    const isPaused = state.isPaused.value;
    const { waiting } = state.window;
    return (
        <div class="seg" role="group" aria-label="Table">
            <button type="button" aria-pressed={isPaused} onClick={actions.togglePause}>
                {isPaused ? `▶ Resume${waiting > 0 ? ` · ${formatShort(waiting)}` : ""}` : "❚❚ Pause"}
            </button>
            <button type="button" onClick={actions.clear}>
                Clear
            </button>
        </div>
    );
}
