import { useMemo, useRef } from "preact/hooks";

import { fittingColumns, leastWidth, timeWidthOf, tracksOf, type Column } from "../model/columns";
import { findPattern, wordsPattern } from "../model/marks";
import { drawnRange, placesOf, slotsOf, type Places } from "../model/places";
import { rowHeight } from "../model/scroll";
import { pickedRows } from "../state/table_pick";
import { table } from "../text/table";
import { useApp } from "./context";
import { EmptyTable } from "./empty_table";
import type { RowStyle } from "./table/cells";
import { FindBar } from "./table/find_bar";
import { Head } from "./table/head";
import { handleGridKey } from "./table/keys";
import { PickerButton, TableMenus } from "./table/menus";
import { clicked, pointed, pressed } from "./table/pointer";
import { Strip } from "./table/strip";
import { useRush } from "./table/use_rush";
import { useScrollTop } from "./table/use_scroll_top";
import { useSize } from "./table/use_size";
import { useStill } from "./table/use_still";
import { useTableKeys } from "./table/use_table_keys";
import { cellId, rowId, TableRow } from "./table_row";

// The table of events, and what stands around it.
export function EventTable() {
    const app = useApp();
    useTableKeys(app);
    const style = useRowStyle();
    return (
        <main class="table" aria-label={table.label}>
            <FindBar />
            <div class="grid">
                <Grid style={style} />
                <PickerButton />
                <EmptyTable />
                <NewRows />
            </div>
            <Strip marks={style.marks} />
            <TableMenus />
        </main>
    );
}

// Draws the rows that are seen, at their place within the height of all of them.
function Grid({ style }: { style: RowStyle }) {
    const app = useApp();
    const { state, actions } = app;
    const scroller = useRef<HTMLDivElement>(null);
    const resized = useMemo(() => reportSize(actions), [actions]);
    useSize(scroller, resized);

    void state.revision.value;
    const { window, scroll } = state;
    const count = window.shown.length;
    const height = state.height.value;
    const isMirrored = state.isNewestFirst.value;
    const top = scroll.draw(window, height);
    const extent = { count, gone: window.goneFromShown, height, isMirrored };
    const places = placesOf(top, drawnRange(top, height, count), extent);
    const columns = useFittingColumns();
    const timeWidth = timeWidthOf(style.time);
    const head = useMemo(() => <Head columns={columns} time={style.time} />, [columns, style.time]);

    const scrolled = useScrollTop(scroller, places, (position, element) =>
        actions.scrollTo(position, isAtNewest(element, isMirrored)),
    );
    return (
        <div
            ref={scroller}
            class="scroller"
            role="grid"
            aria-label={table.label}
            aria-rowcount={count + 1}
            aria-multiselectable="true"
            aria-activedescendant={attentionOf(app, style)}
            tabIndex={0}
            style={{ "--tracks": tracksOf(columns, timeWidth), "--least": `${leastWidth(columns, timeWidth)}px` }}
            onScroll={scrolled}
            // Without waiting for the scroll to arrive: what comes meanwhile would pull the table back to its end.
            onWheel={(event) => (isMirrored ? event.deltaY > 0 : event.deltaY < 0) && actions.hold()}
            onKeyDown={(event) => handleGridKey(event, app)}
            onMouseDown={pressed}
            onClick={(event) => clicked(event, app)}
            onContextMenu={(event) => pointed(event, app)}
        >
            {head}
            <div class="all" role="rowgroup" style={{ height: `${count * rowHeight}px` }}>
                <div class="seen" role="presentation" style={{ transform: `translateY(${places.origin}px)` }}>
                    <Rows places={places} style={style} />
                </div>
            </div>
        </div>
    );
}

function Rows({ places, style }: { places: Places; style: RowStyle }) {
    const { state } = useApp();
    const { window, selected, finder } = state;
    const picked = pickedRows(state);
    const now = style.time.clock === "relative" ? state.now.value : 0;
    // Rows that are scrolled out of sight become those that come into it: it costs half of making new ones.
    const slots = slotsOf(state.height.value);
    const slotOf = (index: number): number => (index + window.goneFromShown) % slots;
    // They stand where their style says, so while they rush by their elements need not change places, which costs as
    // much as new ones. As soon as they can be read they stand in their order.
    const first = (places.order[0] ?? 0) + window.goneFromShown;
    const isStill = useStill(first);
    const isRushing = useRush(first, slots / 2) && !isStill;
    const order = isStill ? places.order : [...places.order].sort((one, other) => slotOf(one) - slotOf(other));
    return order.map((index) => {
        const row = window.shown.at(index);
        if (row === undefined) return null;
        const isSelected = row.no === selected.value?.no;
        return (
            <TableRow
                key={slotOf(index)}
                top={places.offsetOf(index)}
                row={row}
                index={places.positionOf(index) + 1}
                style={style}
                isSelected={isSelected}
                isPicked={picked.has(row.no) && picked.size > 1}
                isFound={row.kind === "event" && finder.value?.isHit(row) === true}
                cell={isSelected ? state.cell.value : undefined}
                now={now}
                isRushing={isRushing}
            />
        );
    });
}

function useFittingColumns(): readonly Column[] {
    const { state } = useApp();
    const { value: columns } = state.columns;
    const { value: width } = state.tableWidth;
    return useMemo(() => fittingColumns(columns, width), [columns, width]);
}

const namedLevelWidth = 40;

// The same object for as long as nothing of it changes, so that rows need not be drawn again.
function useRowStyle(): RowStyle {
    const { state } = useApp();
    const columns = useFittingColumns();
    const time = state.timeStyle.value;
    const words = state.compiled.value.words;
    const find = state.find.value?.text ?? "";
    const isLevelNamed = (columns.find(({ id }) => id === "level")?.width ?? 0) >= namedLevelWidth;
    const ids = columns.map(({ id }) => id).join("\n");
    return useMemo(() => {
        const shown = columns.map(({ id }) => id);
        return {
            columns: shown,
            told: new Set(shown),
            marks: { words: wordsPattern(words), find: findPattern(find) },
            time,
            isLevelNamed,
        };
    }, [ids, time, isLevelNamed, words.join("\n"), find]);
}

function attentionOf({ state }: ReturnType<typeof useApp>, { columns }: RowStyle): string | undefined {
    const row = state.selected.value;
    if (row === undefined) return undefined;
    const column = columns.indexOf(state.cell.value ?? "");
    return column < 0 ? rowId(row.no) : cellId(row.no, column);
}

// A scroll position may be off by a fraction.
function isAtNewest(element: HTMLElement, isMirrored: boolean): boolean {
    if (isMirrored) return element.scrollTop <= 2;
    return element.scrollTop + element.clientHeight >= element.scrollHeight - 2;
}

function reportSize(actions: ReturnType<typeof useApp>["actions"]) {
    return (width: number, height: number): void => {
        actions.resizeTable(width);
        actions.resize(Math.max(height - rowHeight, 0)); // the head is as high as a row
    };
}

function NewRows() {
    const { state, actions } = useApp();
    void state.revision.value;
    if (state.scroll.isFollowing) return null;
    const count = state.scroll.unseenOf(state.window);
    return (
        <button type="button" class={`new num${state.isNewestFirst.value ? " top" : ""}`} onClick={actions.follow}>
            {state.isNewestFirst.value ? "↑" : "↓"} {count > 0 ? table.newRows(count) : table.follow}
        </button>
    );
}
