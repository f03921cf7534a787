import type { ComponentChildren } from "preact";

import type { Ink } from "../../model/ansi";
import { loggerOf, memberOf, type RealtimeEvent } from "../../model/event";
import { textOfValue, valueOf } from "../../model/field";
import { formatExactTime, formatStyled, type TimeStyle } from "../../model/format";
import { lineOf, piecesOf, type Marks, type Piece } from "../../model/line";
import type { EventRow } from "../../model/row";
import { isRightToLeft, safeLine } from "../../model/safe_text";
import { table } from "../../text/table";
import { LevelMark } from "../icons";

// How all rows are drawn. It is another object only when something of it changed.
export interface RowStyle {
    readonly columns: readonly string[];
    /** Fields that have a column, and are not told again behind the message. */
    readonly told: ReadonlySet<string>;
    readonly marks: Marks;
    readonly time: TimeStyle;
    /** Where its column has the room, a level is written beside its mark. */
    readonly isLevelNamed: boolean;
}

const longestValue = 300;

export function cellOf(row: EventRow, column: string, style: RowStyle, now: number): ComponentChildren {
    const { event, level } = row;
    switch (column) {
        case "time":
            return timeOf(event, style.time, now);
        case "level":
            return (
                <>
                    <LevelMark level={level} label={!style.isLevelNamed} />
                    {style.isLevelNamed && <span class="name">{level}</span>}
                </>
            );
        case "who":
            return whoOf(event, style.marks);
        case "message":
            return messageOf(event, style);
        default:
            return fieldOf(column, textOfValue(valueOf(event, column)), style.marks);
    }
}

export function titleOf({ event }: EventRow, column: string): string | undefined {
    if (column === "time") return safeLine(formatExactTime(event.timestamp), 60);
    return column === "who" ? safeLine(event.topic, 300) : undefined;
}

export function timeOf(event: RealtimeEvent, style: TimeStyle, now: number): string {
    return safeLine(formatStyled(event.timestamp, style, now), 40);
}

// What follows are functions, not components: there are many in each row, and rows come by the hundred.

function whoOf(event: RealtimeEvent, marks: Marks): ComponentChildren {
    const name = typeof memberOf(event, "logger") === "string" ? "logger" : "topic";
    return (
        <>
            {event.source !== "" && (
                <i>
                    {fieldOf("source", event.source, marks)} ·{" "}
                </i>
            )}
            {fieldOf(name, loggerOf(event), marks)}
        </>
    );
}

function fieldOf(name: string, text: string, marks: Marks): ComponentChildren {
    const pieces = piecesOf({ text: safeLine(text, longestValue), inks: [] }, { find: marks.find });
    return <span data-field={name}>{pieces.map(marked)}</span>;
}

function messageOf(event: RealtimeEvent, style: RowStyle): ComponentChildren {
    const line = lineOf(event, style.told);
    const folded = line.more > 0 ? table.lines(line.more) : line.cutOff > 0 ? table.characters(line.cutOff) : undefined;
    const text = piecesOf(line, style.marks).map(drawn);
    // Most lines need no box of their own, which would cost each row another layout and another clip.
    if (folded === undefined) return <>{text}</>;
    return (
        <span class="fold">
            <span class="line">{text}</span>
            <button type="button" class="folded" tabIndex={-1} title={table.expand} data-expand="">
                {folded}
            </button>
        </span>
    );
}

export function drawn(piece: Piece): ComponentChildren {
    const inner = marked(piece);
    const ink = piece.ink && classOf(piece.ink);
    if (piece.kind === "key") return <em class={ink}>{inner}</em>;
    if (piece.kind === "value") {
        return (
            <span class={ink} data-field={piece.field}>
                {inner}
            </span>
        );
    }
    return ink === undefined ? inner : <span class={ink}>{inner}</span>;
}

function marked({ text, mark }: Piece): ComponentChildren {
    const inner = isRightToLeft(text) ? <bdi>{text}</bdi> : text;
    return mark === undefined ? inner : <mark class={mark}>{inner}</mark>;
}

function classOf(ink: Ink): string {
    return [
        ink.color !== undefined && `ink-${ink.color}`,
        ink.isBold && "bold",
        ink.isDim && "dimmed",
        ink.isItalic && "italic",
        ink.isUnderlined && "underlined",
    ]
        .filter((each) => typeof each === "string")
        .join(" ");
}
