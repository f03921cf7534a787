import { signal, type Signal } from "@preact/signals";

import { readColumns, usualColumns, type Column } from "../model/columns";
import type { Finder } from "../model/find";
import type { TimeStyle } from "../model/format";
import type { Json } from "../model/json";
import type { EventRow } from "../model/row";
import type { Selection } from "../model/selection";
import type { View } from "../model/url";
import type { Neighbours } from "./actions";
import type { State } from "./state";
import { columnActions, type ColumnActions } from "./table_columns";
import { findActions, type FindActions } from "./table_find";
import { menuActions, type MenuActions } from "./table_menus";
import { pickActions, type PickActions } from "./table_pick";
import { readTable } from "./table_storage";

/** A value that somebody points at. */
export interface PointedValue {
    readonly row: EventRow;
    /** As a query calls it. */
    readonly field: string;
    readonly value: Json;
}

export type TableMenu =
    | { readonly kind: "value"; readonly pointed: PointedValue; readonly x: number; readonly y: number }
    | { readonly kind: "column"; readonly id: string; readonly x: number; readonly y: number }
    | { readonly kind: "columns"; readonly x: number; readonly y: number };

export interface Find {
    readonly text: string;
    /** How many rows say it, and which of them is selected, from 1 on; 0: none of them. */
    readonly count: number;
    readonly at: number;
    readonly isDone: boolean;
}

export interface TableState {
    readonly columns: Signal<readonly Column[]>;
    readonly timeStyle: Signal<TimeStyle>;
    readonly isNewestFirst: Signal<boolean>;
    /** In pixels, of the table. */
    readonly tableWidth: Signal<number>;
    /** Rows that were picked while `beside` was selected; once another one is, they are no longer. */
    readonly picked: Signal<{ readonly selection: Selection; readonly beside: EventRow | undefined } | undefined>;
    /** The column of the cell that has the keyboard's attention; the row alone has it where there is none. */
    readonly cell: Signal<string | undefined>;
    /** Whether the whole text of the selected event stands below the table. */
    readonly isStripOpen: Signal<boolean>;
    readonly find: Signal<Find | undefined>;
    readonly finder: Signal<Finder | undefined>;
    readonly tableMenu: Signal<TableMenu | undefined>;
}

export function createTableState(view: View): TableState {
    const kept = readTable();
    return {
        columns: signal(readColumns(view.columns ?? "") ?? readColumns(kept.columns) ?? usualColumns),
        timeStyle: signal(kept.time),
        isNewestFirst: signal(kept.isNewestFirst),
        tableWidth: signal(0),
        picked: signal(undefined),
        cell: signal(undefined),
        isStripOpen: signal(false),
        find: signal(undefined),
        finder: signal(undefined),
        tableMenu: signal(undefined),
    };
}

export type TableActions = ColumnActions & PickActions & FindActions & MenuActions;

export function tableActions(state: State, neighbours: Neighbours): TableActions {
    return {
        ...columnActions(state, neighbours),
        ...pickActions(state, neighbours),
        ...findActions(state, neighbours),
        ...menuActions(state, neighbours),
    };
}
