import { formatCount, formatShort } from "../model/format";
import { kinds, type Kind } from "../model/level";
import { useApp } from "./context";
import { LevelMark } from "./icons";

export function LevelChips() {
    return (
        <div class="seg chips" role="group" aria-label="Levels">
            {kinds.map((level) => (
                <LevelChip key={level} level={level} />
            ))}
        </div>
    );
}

function LevelChip({ level }: { level: Kind }) {
    const { state, actions } = useApp();
    void state.revision.value;
    const count = state.window.receivedOf(level);
    const isShown = !state.hidden.value.has(level);
    return (
        <button
            type="button"
            aria-pressed={isShown}
            aria-label={level}
            title={`${level}: ${formatCount(count)} received. Shift-click shows it alone`}
            onClick={(event) => (event.shiftKey ? actions.onlyLevel(level, kinds) : actions.toggleLevel(level))}
        >
            <LevelMark level={level} />
            <span class="name">{level}</span>
            <span class="num dim">{formatShort(count)}</span>
        </button>
    );
}
