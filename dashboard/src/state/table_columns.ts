import {
    movedColumn,
    resizedColumn,
    usualColumns,
    withColumn,
    withoutColumn,
    writeColumns,
    type Column,
} from "../model/columns";
import type { TimeStyle } from "../model/format";
import type { Neighbours } from "./actions";
import type { State } from "./state";
import { storeTable } from "./table_storage";

// How the table looks: kept in the browser, the columns in the page's address too.
export interface ColumnActions {
    showColumn(id: string): void;
    hideColumn(id: string): void;
    /** To a place among the columns, from 0 on. */
    moveColumn(id: string, to: number): void;
    /** Without a width, as wide as is usual. */
    resizeColumn(id: string, width: number | undefined): void;
    resetColumns(): void;
    /** All of them at once: those of a saved view. */
    setColumns(columns: readonly Column[]): void;
    setTimeStyle(style: TimeStyle): void;
    setNewestFirst(isNewestFirst: boolean): void;
    resizeTable(width: number): void;
}

export function columnActions(state: State, { keep, changed }: Neighbours): ColumnActions {
    function store(): void {
        const columns = writeColumns(state.columns.value);
        storeTable({ columns, time: state.timeStyle.value, isNewestFirst: state.isNewestFirst.value });
    }

    function set(columns: readonly Column[]): void {
        state.columns.value = columns;
        keep("cols", writeColumns(columns));
        store();
    }

    return {
        showColumn: (id) => set(withColumn(state.columns.value, id)),
        hideColumn: (id) => set(withoutColumn(state.columns.value, id)),
        moveColumn: (id, to) => set(movedColumn(state.columns.value, id, to)),
        resizeColumn: (id, width) => set(resizedColumn(state.columns.value, id, width)),
        resetColumns: () => set(usualColumns),
        setColumns: set,
        setTimeStyle(style) {
            state.timeStyle.value = style;
            store();
        },
        setNewestFirst(isNewestFirst) {
            state.isNewestFirst.value = isNewestFirst;
            store();
            changed();
        },
        resizeTable(width) {
            state.tableWidth.value = width;
        },
    };
}
