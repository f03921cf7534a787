import type { EventWindow } from "./event_window";
import { isFoundIn } from "./marks";
import type { EventRow } from "./row";

// Looks for something in the rows that are shown, a piece at a time: there may be 100,000, and they go on coming. Each
// row is read once, however often the rows change.
export class Finder {
    readonly #answers = new WeakMap<EventRow, boolean>();
    #found: number[] = [];
    #hits: readonly number[] = [];
    #next = -Infinity;

    constructor(readonly pattern: RegExp) {}

    /** The rows of the last look through all of them, or of the first one as far as it went; by their numbers. */
    get hits(): readonly number[] {
        return this.#hits;
    }

    // Looks on until `isOver` says so. True once it has been through all rows; the next call begins again.
    look(window: EventWindow, isOver: () => boolean): boolean {
        const isFirst = this.#hits.length === 0;
        let index = window.indexOf(this.#next);
        for (let looked = 1; index < window.shown.length; index += 1, looked += 1) {
            const row = window.shown.at(index);
            if (row?.kind === "event" && this.isHit(row)) this.#found.push(row.no);
            if (looked % 64 === 0 && isOver()) {
                this.#next = window.shown.at(index + 1)?.no ?? Infinity;
                if (isFirst) this.#hits = [...this.#found];
                return false;
            }
        }
        this.#hits = this.#found;
        this.#found = [];
        this.#next = -Infinity;
        return true;
    }

    isHit(row: EventRow): boolean {
        const known = this.#answers.get(row);
        if (known !== undefined) return known;
        const answer = isFoundIn(row.event, this.pattern);
        this.#answers.set(row, answer);
        return answer;
    }
}

/** The hit to go to from a row: the next one in a direction, around the end. Nothing where nothing is found. */
export function hitFrom(hits: readonly number[], from: number | undefined, by: 1 | -1): number | undefined {
    if (hits.length === 0) return undefined;
    if (by > 0) return hits.find((no) => from !== undefined && no > from) ?? hits[0];
    const before = from === undefined ? hits : hits.filter((no) => no < from);
    return before.at(-1) ?? hits.at(-1);
}
