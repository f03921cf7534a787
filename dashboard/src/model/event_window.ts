import type { RealtimeEvent } from "./event";
import { compile, everything, type Filter } from "./filter";
import { kindOf, kinds, type Kind } from "./level";
import { Ring } from "./ring";
import type { EpochRow, EventRow, GapRow, Row } from "./row";

// A row before the window has given it a number.
export type NewRow = Omit<EventRow, "no"> | Omit<GapRow, "no"> | Omit<EpochRow, "no">;

export interface Counts {
    /** Events that came since the window was cleared. */
    received: number;
    /** Of them those that the table holds now. */
    shown: number;
    /** Events that the broker could not give us. */
    dropped: number;
    /** Events that made room for newer ones. */
    forgotten: number;
}

// The newest rows, and of them those that the filter shows. Pausing freezes what is shown while the window goes on
// receiving.
export class EventWindow {
    readonly #rows: Ring<Row>;
    readonly #shown: Ring<Row>;
    readonly #receivedByLevel = new Map<Kind, number>();
    #matches = compile(everything);
    #nextNo = 1;
    #pausedAt: number | undefined;
    #goneFromShown = 0;
    #counts: Counts = { received: 0, shown: 0, dropped: 0, forgotten: 0 };

    constructor(readonly capacity: number) {
        this.#rows = new Ring(capacity);
        this.#shown = new Ring(capacity);
        this.clear();
    }

    get counts(): Readonly<Counts> {
        return this.#counts;
    }

    get shown(): Pick<Ring<Row>, "length" | "at"> {
        return this.#shown;
    }

    // The number that the next row will get.
    get nextNo(): number {
        return this.#nextNo;
    }

    // How many rows have ever left `shown` to make room for newer ones.
    get goneFromShown(): number {
        return this.#goneFromShown;
    }

    // Rows that came since the pause.
    get waiting(): number {
        return this.#pausedAt === undefined ? 0 : this.#nextNo - this.#pausedAt;
    }

    receivedOf(level: Kind): number {
        return this.#receivedByLevel.get(level) ?? 0;
    }

    addEvents(events: readonly RealtimeEvent[]): void {
        for (const event of events) {
            const level = kindOf(event);
            this.#counts.received += 1;
            this.#receivedByLevel.set(level, this.receivedOf(level) + 1);
            this.add({ kind: "event", level, event });
        }
    }

    add(row: NewRow): void {
        const numbered: Row = { ...row, no: this.#nextNo };
        this.#nextNo += 1;
        if (row.kind === "gap") this.#counts.dropped += row.count;

        const gone = this.#rows.push(numbered);
        if (gone?.kind === "event") this.#counts.forgotten += 1;
        if (this.#pausedAt !== undefined) return;
        if (gone !== undefined && this.#shown.at(0)?.no === gone.no) this.#shift();
        if (this.#matches(numbered)) this.#show(numbered);
    }

    setFilter(filter: Filter): void {
        this.#matches = compile(filter);
        this.#rebuild();
    }

    pause(): void {
        this.#pausedAt ??= this.#nextNo;
    }

    resume(): void {
        this.#pausedAt = undefined;
        this.#rebuild();
    }

    clear(): void {
        this.#rows.clear();
        this.#shown.clear();
        for (const kind of kinds) this.#receivedByLevel.set(kind, 0);
        this.#counts = { received: 0, shown: 0, dropped: 0, forgotten: 0 };
    }

    // Where a row is shown, or the first one after it.
    indexOf(no: number): number {
        let low = 0;
        let high = this.#shown.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((this.#shown.at(middle)?.no ?? Infinity) < no) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    #rebuild(): void {
        const end = this.#pausedAt ?? Infinity;
        this.#shown.clear();
        this.#counts.shown = 0;
        for (const row of this.#rows) {
            if (row.no < end && this.#matches(row)) this.#show(row);
        }
    }

    #show(row: Row): void {
        this.#shown.push(row);
        if (row.kind === "event") this.#counts.shown += 1;
    }

    #shift(): void {
        this.#goneFromShown += 1;
        if (this.#shown.shift()?.kind === "event") this.#counts.shown -= 1;
    }
}
