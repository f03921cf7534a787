import type { RealtimeEvent } from "./event";
import type { Kind } from "./level";

// A line of the table. `no` rises from row to row and is never given twice, so it finds a row again; rows that come
// between others get fractions.
export type Row = EventRow | GapRow | EpochRow | RunRow;

export interface EventRow {
    readonly kind: "event";
    readonly no: number;
    readonly level: Kind;
    readonly event: RealtimeEvent;
}

// Events that will not come.
export interface GapRow {
    readonly kind: "gap";
    readonly no: number;
    readonly from: number;
    readonly to: number;
    readonly count: number;
    readonly reason: string;
}

// The broker cannot prove that it remembers everything that came before.
export interface EpochRow {
    readonly kind: "epoch";
    readonly no: number;
    readonly before: string;
    readonly after: string;
}

// A program has started: a publisher that is new to its source, which had another one before.
export interface RunRow {
    readonly kind: "run";
    readonly no: number;
    readonly publisher: string;
    readonly source: string;
    /** Of its first event here. */
    readonly time: string;
}
