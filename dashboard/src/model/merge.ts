import type { RealtimeEvent } from "./event";
import { kindOf } from "./level";
import type { Row } from "./row";

// Fractions finer than this would soon not be told apart any more.
const finest = 2 ** -24;

// Numbers that no row has had yet: below `lowest`, and from `next` on.
export interface Numbers {
    readonly lowest: number;
    readonly next: number;
}

export interface Merged {
    readonly rows: Row[];
    /** Those of them that were not there yet. */
    readonly added: Set<Row>;
    /** Whether all have new numbers, and so are other objects. */
    readonly isRenumbered: boolean;
}

/**
 * Puts events between rows by their seq. The numbers of rows stay what they are, so that what is read does not move;
 * only where rows came between others too often, all are numbered anew.
 */
export function merge(rows: readonly Row[], events: readonly RealtimeEvent[], numbers: Numbers): Merged {
    const begin = startOfEpoch(rows);
    const known = idsOf(rows.slice(0, begin));
    const fresh = inOrder(events).filter((event) => !known.has(event.id));
    const merger = new Merger(rows.slice(0, begin), numbers);
    let next = 0;
    for (let index = begin; index < rows.length; index += 1) {
        const row = rows[index] as Row;
        const from = next;
        while (seqAt(fresh, next) < seqOf(row)) next += 1;
        if (next > from) merger.put(fresh.slice(from, next), row);
        merger.rows.push(row);
        if (seqAt(fresh, next) === seqOf(row)) next += 1;
    }
    if (next < fresh.length) merger.put(fresh.slice(next), undefined);
    return merger.isTooFine ? renumbered(merger, numbers.next) : merger;
}

class Merger implements Merged {
    readonly added = new Set<Row>();
    readonly isRenumbered = false;
    isTooFine = false;

    constructor(
        readonly rows: Row[],
        private readonly numbers: Numbers,
    ) {}

    // The events stand before this row.
    put(events: readonly RealtimeEvent[], before: Row | undefined): void {
        const [first, step] = this.#spread(events.length, before);
        for (const [index, event] of events.entries()) {
            const row: Row = { kind: "event", no: first + index * step, level: kindOf(event), event };
            this.rows.push(row);
            this.added.add(row);
        }
    }

    // The first number, and the step to the next ones.
    #spread(count: number, before: Row | undefined): [first: number, step: number] {
        const last = this.rows.at(-1);
        if (before === undefined) return [this.numbers.next, 1];
        if (last === undefined) return [Math.floor(this.numbers.lowest) - count, 1];
        const step = (before.no - last.no) / (count + 1);
        if (step < finest) this.isTooFine = true;
        return [last.no + step, step];
    }
}

function renumbered({ rows, added }: Merged, from: number): Merged {
    const numbered = rows.map((row, index) => ({ ...row, no: from + index }));
    const isAdded = (_: Row, index: number): boolean => added.has(rows[index] as Row);
    return { rows: numbered, added: new Set(numbered.filter(isAdded)), isRenumbered: true };
}

// Behind a new epoch's row the seqs begin anew.
function startOfEpoch(rows: readonly Row[]): number {
    for (let index = rows.length - 1; index >= 0; index -= 1) if (rows[index]?.kind === "epoch") return index + 1;
    return 0;
}

function idsOf(rows: readonly Row[]): Set<string> {
    return new Set(rows.flatMap((row) => (row.kind === "event" ? [row.event.id] : [])));
}

function inOrder(events: readonly RealtimeEvent[]): RealtimeEvent[] {
    const sorted = [...events].sort((a, b) => a.seq - b.seq);
    return sorted.filter((event, index) => index === 0 || event.seq !== sorted[index - 1]?.seq);
}

function seqAt(events: readonly RealtimeEvent[], index: number): number {
    return events[index]?.seq ?? Infinity;
}

// Notes have none, and neither has an event that no broker has numbered: nothing goes in front of them for it.
function seqOf(row: Row): number {
    return row.kind === "event" ? row.event.seq : 0;
}
