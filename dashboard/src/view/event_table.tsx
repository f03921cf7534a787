import { useLayoutEffect, useRef } from "preact/hooks";

import { formatCount } from "../model/format";
import { searchFor } from "../model/filter";
import { rowHeight, visibleRange } from "../model/scroll";
import { useApp } from "./context";
import { EmptyTable } from "./empty_table";
import { rowId, TableRow } from "./table_row";

// Draws the rows that are seen, at their place within the height of all of them.
export function EventTable() {
    const { state, actions } = useApp();
    const scroller = useRef<HTMLDivElement>(null);
    useHeight(scroller, actions.resize);

    void state.revision.value;
    const { window, scroll } = state;
    const height = state.height.value;
    const top = scroll.draw(window, height);
    const { first, end } = visibleRange(top, height, window.shown.length);
    const rows = Array.from({ length: end - first }, (_, index) => window.shown.at(first + index));
    const search = searchFor(state.text.value);
    const selected = state.selected.value;

    // Each drawing that moves the table makes a scroll event, which must not be taken for the reader's.
    const isDrawn = (element: HTMLElement): boolean => Math.abs(element.scrollTop - top) < 1;
    useLayoutEffect(() => {
        if (scroller.current && !isDrawn(scroller.current)) scroller.current.scrollTop = top;
    });
    const scrolled = (element: HTMLElement): void => {
        if (!isDrawn(element)) actions.scrollTo(element.scrollTop, isAtEnd(element));
    };

    return (
        <main class="table">
            <div class="row head" aria-hidden="true">
                <span />
                <span>Time</span>
                <span />
                <span class="who">Source · logger</span>
                <span>Message</span>
            </div>
            <div
                ref={scroller}
                class="scroller"
                role="grid"
                aria-label="Events"
                aria-rowcount={window.shown.length}
                aria-activedescendant={selected && rowId(selected)}
                tabIndex={0}
                onScroll={(event) => scrolled(event.currentTarget)}
                // Without waiting for the scroll to arrive: what comes meanwhile would pull the table back to its end.
                onWheel={(event) => event.deltaY < 0 && actions.hold()}
            >
                <div class="all" style={{ height: `${window.shown.length * rowHeight}px` }}>
                    <div class="seen" style={{ transform: `translateY(${first * rowHeight}px)` }}>
                        {rows.map(
                            (row, index) =>
                                row && (
                                    <TableRow
                                        key={row.no}
                                        row={row}
                                        index={first + index}
                                        search={search}
                                        isSelected={row.no === selected?.no}
                                    />
                                ),
                        )}
                    </div>
                </div>
                {window.shown.length === 0 && <EmptyTable />}
            </div>
            <NewRows count={scroll.unseenOf(window)} />
        </main>
    );
}

// A scroll position may be off by a fraction.
function isAtEnd(element: HTMLElement): boolean {
    return element.scrollTop + element.clientHeight >= element.scrollHeight - 2;
}

function NewRows({ count }: { count: number }) {
    const { state, actions } = useApp();
    if (state.scroll.isFollowing) return null;
    return (
        <button type="button" class="new num" onClick={actions.follow}>
            ↓ {count > 0 ? `${formatCount(count)} new` : "follow"}
        </button>
    );
}

function useHeight(of: { current: HTMLElement | null }, report: (height: number) => void): void {
    useLayoutEffect(() => {
        const element = of.current;
        if (element === null) return;
        const observer = new ResizeObserver(() => report(element.clientHeight));
        observer.observe(element);
        report(element.clientHeight);
        return () => observer.disconnect();
    }, [of, report]);
}
