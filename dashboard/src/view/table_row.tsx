import { loggerOf } from "../model/event";
import { formatCount, formatTime } from "../model/format";
import { lineOf, piecesOf } from "../model/line";
import type { EpochRow, EventRow, GapRow, Row } from "../model/row";
import { useApp } from "./context";
import { LevelMark } from "./icons";

interface RowProps<R> {
    row: R;
    index: number;
    search: RegExp | undefined;
    isSelected: boolean;
}

export function rowId(row: Row): string {
    return `row-${row.no}`;
}

export function TableRow({ row, ...rest }: RowProps<Row>) {
    switch (row.kind) {
        case "event":
            return <EventLine row={row} {...rest} />;
        case "gap":
            return <Note kind="gap" index={rest.index} text={gapText(row)} />;
        case "epoch":
            return <Note kind="epoch" index={rest.index} text={epochText(row)} />;
    }
}

function EventLine({ row, index, search, isSelected }: RowProps<EventRow>) {
    const { actions } = useApp();
    const { event, level } = row;
    return (
        <div
            id={rowId(row)}
            class={`row ${level}${isSelected ? " selected" : ""}`}
            role="row"
            aria-rowindex={index + 1}
            aria-selected={isSelected}
            onClick={() => actions.open(row)}
        >
            <span class="edge" />
            <span class="time num" role="gridcell">
                {formatTime(event.timestamp)}
            </span>
            <span role="gridcell">
                <LevelMark level={level} label />
            </span>
            <span class="who" role="gridcell" title={event.topic}>
                {event.source !== "" && <i>{event.source} · </i>}
                {loggerOf(event)}
            </span>
            <span class="message" role="gridcell">
                {piecesOf(lineOf(event), search).map(({ text, kind, isHit }) => {
                    const inner = isHit ? <mark>{text}</mark> : text;
                    return kind === "key" ? <em>{inner}</em> : inner;
                })}
            </span>
        </div>
    );
}

function Note({ kind, index, text }: { kind: string; index: number; text: string }) {
    return (
        <div class={`note ${kind}`} role="row" aria-rowindex={index + 1}>
            <span role="gridcell">{text}</span>
        </div>
    );
}

function gapText({ count, from, to, reason }: GapRow): string {
    const events = count === 1 ? "1 event" : `${formatCount(count)} events`;
    return `gap · ${events} will not come${reason === "" ? "" : ` (${reason})`} · seq ${from} to ${to}`;
}

function epochText({ before, after }: EpochRow): string {
    return `the broker started anew · epoch ${before} → ${after} · what it did not keep is gone`;
}
