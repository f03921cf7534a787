import type { RealtimeEvent } from "./event";
import type { Kind } from "./level";

// A line of the table. `no` rises by one from row to row and is never given twice, so it finds a row again.
export type Row = EventRow | GapRow | EpochRow;

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
