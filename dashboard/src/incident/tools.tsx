import { useMemo } from "preact/hooks";

import { formatShort } from "../model/format";
import { kinds } from "../model/level";
import { countsOf } from "../model/replay";
import { incidentPage as text } from "../text/incident_page";
import { LevelMark } from "../view/icons";
import { useIncident } from "./context";

// Search and levels: which of the events are shown.
export function Tools() {
    const { state, actions } = useIncident();
    const counts = useMemo(() => countsOf(state.rows), [state.rows]);
    return (
        <div class="tools-bar" role="search">
            <input
                type="search"
                aria-label={text.search}
                placeholder={text.searchPlaceholder}
                spellcheck={false}
                value={state.search.value}
                onInput={(event) => actions.find(event.currentTarget.value)}
            />
            <span class="chips" role="group" aria-label={text.levels}>
                {[...kinds]
                    .reverse()
                    .filter((level) => counts.has(level))
                    .map((level) => (
                        <button
                            key={level}
                            type="button"
                            aria-pressed={!state.hidden.value.has(level)}
                            onClick={() => actions.toggleLevel(level)}
                        >
                            <LevelMark level={level} /> {text.levelName(level)}{" "}
                            <i class="num">{formatShort(counts.get(level) ?? 0)}</i>
                        </button>
                    ))}
            </span>
            <span class="count dim num" role="status">
                {text.shown(state.shown.value, state.rows.length)}
            </span>
        </div>
    );
}
