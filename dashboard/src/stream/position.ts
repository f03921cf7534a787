import type { RealtimeEvent } from "../model/event";
import type { From } from "./frames";

// How far a subscription came, and so where it goes on after a reconnect and what it has already seen.
export class Position {
    #seq: number | undefined;
    #epoch = "";

    constructor(private readonly start: From) {}

    get from(): From {
        return this.#seq === undefined ? this.start : { seq: this.#seq, epoch: this.#epoch };
    }

    // The broker said that everything behind this `seq` follows. Without it, what comes while a subscriber that has
    // had nothing is away would be lost.
    begin(seq: number, epoch: string): void {
        this.#seq = this.#epoch === epoch ? Math.max(seq, this.#seq ?? 0) : seq;
        this.#epoch = epoch;
    }

    // Those of the events that are new to this subscriber. Order is by seq within an epoch, so an older one is a
    // repetition.
    take(events: RealtimeEvent[], epoch: string): RealtimeEvent[] {
        const seen = this.#epoch === epoch ? (this.#seq ?? 0) : 0;
        const fresh = seen === 0 ? events : events.filter((event) => event.seq === 0 || event.seq > seen);
        const last = fresh.at(-1);
        if (last !== undefined && last.seq > 0) {
            this.#seq = last.seq;
            this.#epoch = epoch;
        }
        return fresh;
    }
}
