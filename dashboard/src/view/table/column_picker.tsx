import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { hasColumn, ownColumns } from "../../model/columns";
import type { RealtimeEvent } from "../../model/event";
import type { EventWindow } from "../../model/event_window";
import { fieldsSeen } from "../../model/field";
import { formatShort } from "../../model/format";
import { columnName, picker } from "../../text/table";
import { useApp } from "../context";
import { useClickBeside, useReturningFocus } from "./menu";

// Which columns there are: those of every event, and the fields that events of the window have.
export function ColumnPicker({ x, y }: { x: number; y: number }) {
    const { state, actions } = useApp();
    const box = useRef<HTMLDivElement>(null);
    const [text, setText] = useState("");
    const seen = useMemo(() => fieldsSeen(sampleOf(state.window)), [state]);
    useReturningFocus(box);
    useClickBeside(box, actions.closeTableMenu);
    useLayoutEffect(() => box.current?.querySelector("input")?.focus(), []);

    const isWanted = (id: string): boolean => columnName(id).toLowerCase().includes(text.trim().toLowerCase());
    const own = ownColumns.filter(isWanted);
    const known = new Set(ownColumns);
    const chosen = state.columns.value.map(({ id }) => id).filter((id) => !known.has(id));
    const counts = new Map(seen.map(({ name, count }) => [name, count]));
    const fields = [...new Set([...chosen, ...counts.keys()])].filter((id) => !known.has(id) && isWanted(id));
    return (
        <div
            ref={box}
            class="menu picker"
            role="dialog"
            aria-label={picker.title}
            style={{ right: `max(8px, calc(100vw - ${x}px))`, top: `${y}px` }}
            onKeyDown={(event) => {
                event.stopPropagation();
                if (event.key === "Escape") actions.closeTableMenu();
            }}
        >
            <input
                type="search"
                aria-label={picker.find}
                placeholder={picker.find}
                value={text}
                onInput={(event) => setText(event.currentTarget.value)}
            />
            <div class="lists">
                <Choices title={picker.own} ids={own} />
                <Choices title={picker.fields} ids={fields} counts={counts} />
                {own.length + fields.length === 0 && <p class="dim">{picker.none}</p>}
            </div>
            <div class="foot">
                <button type="button" onClick={actions.resetColumns}>
                    {picker.reset}
                </button>
                <button type="button" onClick={actions.closeTableMenu}>
                    {picker.close}
                </button>
            </div>
        </div>
    );
}

function Choices({ title, ids, counts }: { title: string; ids: string[]; counts?: ReadonlyMap<string, number> }) {
    const { state, actions } = useApp();
    if (ids.length === 0) return null;
    return (
        <fieldset>
            <legend>{title}</legend>
            {ids.map((id) => {
                const isShown = hasColumn(state.columns.value, id);
                return (
                    <label key={id}>
                        <input
                            type="checkbox"
                            checked={isShown}
                            onChange={() => (isShown ? actions.hideColumn(id) : actions.showColumn(id))}
                        />
                        <bdi>{columnName(id)}</bdi>
                        {counts?.has(id) && (
                            <span class="count num" aria-hidden="true">
                                {formatShort(counts.get(id) ?? 0)}
                            </span>
                        )}
                    </label>
                );
            })}
        </fieldset>
    );
}

const sampleSize = 2000;

// Some of all that the window shows, however many those are.
function* sampleOf(window: EventWindow): Generator<RealtimeEvent> {
    const step = Math.max(Math.floor(window.shown.length / sampleSize), 1);
    for (let index = window.shown.length - 1; index >= 0; index -= step) {
        const row = window.shown.at(index);
        if (row?.kind === "event") yield row.event;
    }
}
