import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { fittingColumns, leastWidth, timeWidthOf, tracksOf, usualColumns } from "../model/columns";
import { usualTime } from "../model/format";
import { findPattern } from "../model/marks";
import { rowHeight, visibleRange, type Range } from "../model/scroll";
import { incidentPage as text } from "../text/incident_page";
import { columnName } from "../text/table";
import type { RowStyle } from "../view/table/cells";
import { useSize } from "../view/table/use_size";
import { rowId, TableRow } from "../view/table_row";
import { useIncident, type IncidentApp } from "./context";

/** More of them are a book. */
const mostPrinted = 2000;

// The events up to the moment, of which only those are drawn that are seen.
export function EventRows() {
    const app = useIncident();
    const { state } = app;
    const scroller = useRef<HTMLDivElement>(null);
    const [size, setSize] = useState({ width: 0, height: 0 });
    const resized = useMemo(() => (width: number, height: number) => setSize({ width, height }), []);
    useSize(scroller, resized);
    const [top, setTop] = useState(0);

    const count = state.shown.value;
    useFollowing(scroller, app, count);
    const columns = fittingColumns(usualColumns, size.width);
    const timeWidth = timeWidthOf(usualTime);
    const isPrinting = state.isPrinting.value;
    const seen = isPrinting
        ? { first: 0, end: Math.min(count, mostPrinted) }
        : visibleRange(top, Math.max(size.height - rowHeight, 0), count);
    return (
        <main class="table" aria-label={text.events}>
            <div class="grid">
                <div
                    ref={scroller}
                    class="scroller"
                    role="grid"
                    aria-label={text.events}
                    aria-rowcount={count + 1}
                    aria-activedescendant={attentionOf(app, seen)}
                    tabIndex={0}
                    style={{
                        "--tracks": tracksOf(columns, timeWidth),
                        "--least": `${leastWidth(columns, timeWidth)}px`,
                    }}
                    onScroll={(event) => setTop(event.currentTarget.scrollTop)}
                    onKeyDown={(event) => handleKey(event, app)}
                    onClick={(event) => handleClick(event, app)}
                >
                    <Head columns={columns.map(({ id }) => id)} />
                    <div class="all" role="rowgroup" style={isPrinting ? {} : { height: `${count * rowHeight}px` }}>
                        <div
                            class="seen"
                            role="presentation"
                            style={{ transform: `translateY(${seen.first * rowHeight}px)` }}
                        >
                            <Rows columns={columns.map(({ id }) => id)} first={seen.first} end={seen.end} />
                        </div>
                    </div>
                </div>
                {count === 0 && <p class="empty">{state.rows.length === 0 ? text.noEvents : text.none}</p>}
            </div>
            {isPrinting && count > mostPrinted && <p>{text.printed(mostPrinted, count)}</p>}
        </main>
    );
}

function Head({ columns }: { columns: readonly string[] }) {
    return (
        <div class="row head" role="row" aria-rowindex={1}>
            <span class="edge" />
            {columns.map((id) => (
                <span key={id} class="cell" role="columnheader">
                    <span class={id === "level" ? "unseen" : ""}>{columnName(id)}</span>
                </span>
            ))}
        </div>
    );
}

function Rows({ columns, first, end }: { columns: readonly string[]; first: number; end: number }) {
    const { state } = useIncident();
    const search = state.search.value.trim();
    const style = useMemo<RowStyle>(
        () => ({
            columns,
            told: new Set(columns),
            marks: { words: search === "" ? undefined : findPattern(search) },
            time: usualTime,
            isLevelNamed: false,
        }),
        [columns.join(), search],
    );
    return state.found.value.slice(first, end).map((row, index) => (
        <TableRow
            key={row.no}
            row={row}
            index={first + index + 2}
            top={index * rowHeight}
            style={style}
            isSelected={row.no === state.selected.value?.no}
            isPicked={false}
            isFound={false}
            cell={undefined}
            now={0}
        />
    ));
}

// What is played is seen at its end; what the keyboard goes to, wherever it is.
function useFollowing(of: { current: HTMLElement | null }, { state }: IncidentApp, count: number): void {
    const isPlaying = state.isPlaying.value;
    useLayoutEffect(() => {
        if (isPlaying && of.current !== null) of.current.scrollTop = of.current.scrollHeight;
    }, [count, isPlaying]);

    const row = state.selected.value;
    useLayoutEffect(() => {
        const element = of.current;
        if (element === null || row === undefined) return;
        const top = state.found.peek().indexOf(row) * rowHeight;
        const height = element.clientHeight - rowHeight;
        if (top < element.scrollTop) element.scrollTop = top;
        else if (top + rowHeight > element.scrollTop + height) element.scrollTop = top + rowHeight - height;
    }, [row]);
}

// A row that is not drawn cannot be pointed at.
function attentionOf({ state }: IncidentApp, seen: Range): string | undefined {
    const row = state.selected.value;
    if (row === undefined) return undefined;
    const index = state.found.value.indexOf(row);
    return index >= seen.first && index < seen.end ? rowId(row.no) : undefined;
}

function handleClick({ target }: Event, { state, actions }: IncidentApp): void {
    const id = target instanceof Element ? target.closest(".row[id]")?.id : undefined;
    const row = id === undefined ? undefined : state.found.value.find(({ no }) => rowId(no) === id);
    if (row !== undefined) actions.open(row);
}

function handleKey(event: KeyboardEvent, { state, actions }: IncidentApp): void {
    const page = Math.max(Math.floor((event.currentTarget as HTMLElement).clientHeight / rowHeight) - 2, 1);
    const all = state.rows.length;
    const steps = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: page, PageUp: -page, Home: -all, End: all };
    const by = (steps as Readonly<Record<string, number>>)[event.key];
    const row = state.selected.value;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (by !== undefined) actions.moveSelection(by);
    else if (event.key === "Enter" && row !== undefined) actions.open(row);
    else return;
    event.preventDefault();
}
