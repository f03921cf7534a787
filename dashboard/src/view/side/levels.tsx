import { totalsOf } from "../../model/buckets";
import { formatCount, formatShort } from "../../model/format";
import { levels, type Kind } from "../../model/level";
import type { State } from "../../state/state";
import { sideTexts } from "../../text/side";
import { useApp } from "../context";
import { LevelMark } from "../icons";

const worstFirst: readonly Kind[] = [...[...levels].reverse(), "event"];

// Levels with how many there are in the range; each is on or off.
export function Levels() {
    const { state } = useApp();
    const countOf = counts(state);
    return (
        <section aria-label={sideTexts.levels}>
            <h2>{sideTexts.levels}</h2>
            <ul>
                {worstFirst.map((level) => (
                    <LevelLine key={level} level={level} count={countOf(level)} />
                ))}
            </ul>
        </section>
    );
}

// Of the range where the timeline knows them, else of what the page has received.
function counts(state: State): (level: Kind) => number {
    if (state.groupBy.value === "level" && state.timeline.value.buckets.length > 0) {
        const totals = totalsOf(state.timeline.value);
        return (level) => totals.get(level === "event" ? "none" : level) ?? 0;
    }
    void state.revision.value;
    return (level) => state.window.receivedOf(level);
}

function LevelLine({ level, count }: { level: Kind; count: number }) {
    const { state, actions } = useApp();
    const isShown = !state.hidden.value.has(level);
    const name = level === "event" ? sideTexts.noLevel : level;
    return (
        <li>
            <button
                type="button"
                class="line"
                aria-pressed={isShown}
                aria-label={name}
                title={`${formatCount(count)}. ${sideTexts.levelTitle(name)}`}
                onClick={(event) => (event.altKey ? actions.onlyLevel(level) : actions.toggleLevel(level))}
                // The two clicks before it have changed nothing together.
                onDblClick={() => actions.onlyLevel(level)}
            >
                <LevelMark level={level} />
                <b>{name}</b>
                <i class="num">{isShown ? formatShort(count) : sideTexts.off}</i>
            </button>
        </li>
    );
}
