import type { RealtimeEvent } from "./event";

/** A publisher whose clock is ahead of ours (seconds > 0), or behind. */
export interface SkewedClock {
    readonly source: string;
    readonly seconds: number;
}

const toleranceMs = 2000;
const capacity = 1000;

// Which clocks are off. An event is late for many reasons, so a source's clock is judged by the event of some seconds
// that arrived soonest after it happened: only what is late even then is the clock's.
export class Clocks {
    readonly #soonest = new Map<string, number>();
    readonly #skewed = new Map<string, number>();

    /** An event of the present that has just arrived. */
    arrived({ source, timestamp, metadata }: RealtimeEvent, now: number): void {
        if (metadata?.["recovered"] === true) return;
        const late = now - Date.parse(timestamp.replace(/(\.\d{3})\d+/, "$1"));
        const soonest = this.#soonest.get(source);
        if (Number.isNaN(late) || (soonest === undefined && this.#soonest.size === capacity)) return;
        if (soonest === undefined || late < soonest) this.#soonest.set(source, late);
    }

    /** Judges by what arrived since it was asked last; who was silent keeps the earlier judgement. */
    take(): readonly SkewedClock[] {
        for (const [source, late] of this.#soonest) {
            if (Math.abs(late) <= toleranceMs) this.#skewed.delete(source);
            else if (this.#skewed.size < capacity) this.#skewed.set(source, late);
        }
        this.#soonest.clear();
        return [...this.#skewed]
            .map(([source, late]) => ({ source, seconds: -Math.round(late / 1000) }))
            .sort((a, b) => Math.abs(b.seconds) - Math.abs(a.seconds));
    }
}
