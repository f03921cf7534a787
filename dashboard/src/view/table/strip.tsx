import { useMemo, useState } from "preact/hooks";

import { messageOf } from "../../model/event";
import { drawn as drawnText } from "../../model/drawn";
import { formatExactTime } from "../../model/format";
import { piecesOf, type Marks } from "../../model/line";
import type { EventRow } from "../../model/row";
import { cut, safeLine, safeText } from "../../model/safe_text";
import { strip } from "../../text/table";
import { useApp } from "../context";
import { LevelMark } from "../icons";
import { drawn } from "./cells";

// The whole text of the selected event, all its lines, below the table. It goes with the selection; no row changes its
// height for it, so nothing that is read ever moves.
export function Strip({ marks }: { marks: Marks }) {
    const { state, actions } = useApp();
    if (!state.isStripOpen.value) return null;
    const row = state.selected.value;
    return (
        <section class="strip" aria-label={strip.label}>
            <header>
                {row === undefined ? <span class="dim">{strip.nothing}</span> : <Who row={row} />}
                <span class="grow" />
                {row !== undefined && (
                    <button type="button" onClick={() => void navigator.clipboard?.writeText(messageOf(row.event))}>
                        {strip.copy}
                    </button>
                )}
                <button type="button" aria-label={strip.close} onClick={actions.toggleStrip}>
                    ✕
                </button>
            </header>
            {row !== undefined && <Text key={row.no} text={messageOf(row.event)} marks={marks} />}
        </section>
    );
}

function Who({ row: { event, level } }: { row: EventRow }) {
    return (
        <span class="dim num">
            <LevelMark level={level} /> {level} · {safeLine(formatExactTime(event.timestamp), 60)} ·{" "}
            {safeLine(event.source, 60)}
        </span>
    );
}

const atOnce = 50_000;

// A message of a megabyte is drawn in parts.
function Text({ text, marks }: { text: string; marks: Marks }) {
    const [length, setLength] = useState(atOnce);
    const pieces = useMemo(
        () =>
            piecesOf(
                drawnText(cut(text, length), (part) => safeText(part)),
                marks,
            ).map(drawn),
        [text, length, marks],
    );
    const rest = text.length - length;
    return (
        <div class="text" tabIndex={0} role="group" aria-label={strip.label}>
            <pre>{pieces}</pre>
            {rest > 0 && (
                <button type="button" onClick={() => setLength(length + 4 * atOnce)}>
                    {strip.more(Math.min(rest, 4 * atOnce))}
                </button>
            )}
        </div>
    );
}
