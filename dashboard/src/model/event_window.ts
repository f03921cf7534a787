import type { RealtimeEvent } from "./event";
import { kindOf, kinds, type Kind } from "./level";
import { merge } from "./merge";
import type { Query } from "./query/query";
import { Ring } from "./ring";
import type { EpochRow, EventRow, GapRow, Row, RunRow } from "./row";
import { publisherOf, RunMarks } from "./run_marks";

// A row before the window has given it a number.
export type NewRow = Omit<GapRow, "no"> | Omit<EpochRow, "no">;

export interface Counts {
    /** Events that came since the window was cleared, from the broker's present and from its history. */
    received: number;
    /** Of them those that came from the history. */
    loaded: number;
    /** Of them those that the table holds now. */
    shown: number;
    /** Events that the broker could not give us. */
    dropped: number;
    /** Events that the broker left out because there were more than a person can read. */
    sampledOut: number;
    /** Events that made room for newer ones. */
    forgotten: number;
}

const nothing: Counts = { received: 0, loaded: 0, shown: 0, dropped: 0, sampledOut: 0, forgotten: 0 };

// The newest rows in the order of their seqs, and of them those that the filter shows, with the starts of programs
// between. Pausing freezes what is shown while the window goes on receiving.
export class EventWindow {
    readonly #rows: Ring<Row>;
    readonly #shown: Ring<Row>;
    readonly #runs = new RunMarks();
    readonly #receivedByLevel = new Map<Kind, number>();
    #filter: Pick<Query, "matches"> | undefined;
    #nextNo = 1;
    #lowestNo = 1;
    #lastSeq = 0;
    #pausedAt: number | undefined;
    #goneFromShown = 0;
    #counts = { ...nothing };

    constructor(readonly capacity: number) {
        this.#rows = new Ring(capacity);
        this.#shown = new Ring(2 * capacity); // each row may be the start of a program
        this.clear();
    }

    get counts(): Readonly<Counts> {
        return this.#counts;
    }

    get shown(): Pick<Ring<Row>, "length" | "at"> {
        return this.#shown;
    }

    /** How many rows it holds, shown or not. */
    get length(): number {
        return this.#rows.length;
    }

    get isFull(): boolean {
        return this.#rows.isFull;
    }

    // The number that the next row will get at the end.
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

    /** All rows that it holds, oldest first, whatever the filter says. */
    rows(): Iterable<Row> {
        return this.#rows;
    }

    /** Events that happen now: they come in order, behind all others, unless a search was faster. */
    addEvents(events: readonly RealtimeEvent[]): void {
        const late = events.filter((event) => event.seq > 0 && event.seq <= this.#lastSeq);
        if (late.length > 0) this.addPast(late);
        for (const event of events) {
            if (event.seq > 0 && event.seq <= this.#lastSeq) continue;
            this.#lastSeq = Math.max(this.#lastSeq, event.seq);
            const level = kindOf(event);
            this.#count(level);
            this.#push({ kind: "event", level, event, no: this.#takeNo() });
        }
    }

    /** Events that were: each gets its place by its seq, unless it is there, or older than a full window. */
    addPast(events: readonly RealtimeEvent[]): void {
        const numbers = { lowest: this.#lowestNo, next: this.#nextNo };
        const { rows, added, isRenumbered } = merge(this.#rows.toArray(), events, numbers);
        if (added.size === 0) return;
        this.#lowestNo = Math.min(this.#lowestNo, rows[0]?.no ?? Infinity);
        this.#lastSeq = lastSeqOf(rows);
        this.#nextNo = Math.max(this.#nextNo, Math.floor(rows.at(-1)?.no ?? 0) + 1);

        const outside = rows.splice(0, Math.max(rows.length - this.capacity, 0));
        this.#counts.forgotten += outside.filter((row) => row.kind === "event" && !added.has(row)).length;
        for (const row of outside) added.delete(row);
        for (const row of added) if (row.kind === "event") this.#count(row.level);
        this.#counts.loaded += added.size;
        const shown = new Set(this.#shown.toArray()); // to ask the filter about the others only
        this.#rows.fill(rows);
        const isKnown = (row: Row): boolean => !isRenumbered && !added.has(row);
        this.#rebuild((row) => (isKnown(row) ? shown.has(row) : this.#matches(row)));
    }

    add(row: NewRow): void {
        if (row.kind === "gap") this.#counts.dropped += row.count;
        else this.#lastSeq = 0; // seqs begin anew
        this.#push({ ...row, no: this.#takeNo() });
    }

    leftOut(count: number): void {
        this.#counts.sampledOut += count;
    }

    setFilter(filter: Pick<Query, "matches">): void {
        this.#filter = filter;
        this.#rebuild();
    }

    pause(): void {
        this.#pausedAt ??= this.#nextNo;
    }

    resume(): void {
        if (this.#pausedAt === undefined) return;
        this.#pausedAt = undefined;
        this.#rebuild();
    }

    clear(): void {
        this.retain(() => false);
    }

    /** Goes on with these events alone, as if no others had come. */
    retain(wanted: (event: RealtimeEvent) => boolean): void {
        const kept = this.#rows.toArray().filter((row): row is EventRow => row.kind === "event" && wanted(row.event));
        for (const kind of kinds) this.#receivedByLevel.set(kind, 0);
        this.#counts = { ...nothing };
        for (const row of kept) this.#count(row.level);
        this.#counts.loaded = kept.length;
        this.#lastSeq = lastSeqOf(kept);
        this.#rows.fill(kept);
        this.#rebuild();
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

    #takeNo(): number {
        return this.#nextNo++;
    }

    #count(level: Kind): void {
        this.#counts.received += 1;
        this.#receivedByLevel.set(level, this.receivedOf(level) + 1);
    }

    #push(row: Row): void {
        const gone = this.#rows.push(row);
        if (gone?.kind === "event") this.#counts.forgotten += 1;
        if (this.#pausedAt !== undefined) return;
        if (gone !== undefined) while ((this.#shown.at(0)?.no ?? Infinity) <= gone.no) this.#shift();
        this.#show(row, this.#rows.at(this.#rows.length - 2));
    }

    #matches(row: EventRow): boolean {
        return this.#filter === undefined || this.#filter.matches(row.event);
    }

    #rebuild(matches = (row: EventRow) => this.#matches(row)): void {
        const end = this.#pausedAt ?? Infinity;
        this.#shown.clear();
        this.#runs.clear();
        this.#counts.shown = 0;
        let before: Row | undefined;
        for (const row of this.#rows.toArray()) {
            if (row.no < end) this.#show(row, before, matches);
            before = row;
        }
    }

    // Gaps, epochs and starts are never filtered out: nothing is lost in silence.
    #show(row: Row, before: Row | undefined, matches = (row: EventRow) => this.#matches(row)): void {
        if (row.kind === "event") {
            if (this.#runs.isStart(row.event)) this.#shown.push(startOf(row, before?.no ?? row.no - 1));
            if (!matches(row)) return;
            this.#counts.shown += 1;
        }
        this.#shown.push(row);
    }

    #shift(): void {
        this.#goneFromShown += 1;
        if (this.#shown.shift()?.kind === "event") this.#counts.shown -= 1;
    }
}

// Of the newest event of the present epoch.
function lastSeqOf(rows: readonly Row[]): number {
    for (let index = rows.length - 1; index >= 0; index -= 1) {
        const row = rows[index];
        if (row?.kind === "epoch") return 0;
        if (row?.kind === "event" && row.event.seq > 0) return row.event.seq;
    }
    return 0;
}

function startOf({ no, event }: EventRow, before: number): RunRow {
    const publisher = publisherOf(event) ?? "";
    return { kind: "run", no: (before + no) / 2, publisher, source: event.source, time: event.timestamp };
}
