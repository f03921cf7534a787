import type { Known } from "../model/completion";
import { askOf, type TimeRange } from "../model/range";
import type { Api } from "../stream/api";

const pauseMs = 5000;
const sample = 5000;

// Asks the broker what fields and topics there are, while somebody types: at most every few seconds for the same range.
export class KnownLoader {
    #range: TimeRange | undefined;
    #at = -Infinity;
    #asking: AbortController | undefined;

    constructor(
        private readonly api: Api,
        private readonly known: (known: Known) => void,
        private readonly now: () => number = () => performance.now(),
    ) {}

    /** Soon, unless what is known is new enough. */
    load(range: TimeRange): void {
        const isNew = this.#range === range && this.now() - this.#at < pauseMs;
        if (isNew) return;
        this.#range = range;
        this.#at = this.now();
        this.stop();
        const asking = new AbortController();
        this.#asking = asking;
        void this.#ask(range, asking.signal);
    }

    stop(): void {
        this.#asking?.abort();
        this.#asking = undefined;
    }

    // Without an answer the box completes with what it knew before.
    async #ask(range: TimeRange, signal: AbortSignal): Promise<void> {
        try {
            const asked = this.api.fields({ ...askOf(range), sample }, signal);
            const [{ fields }, topics] = await Promise.all([asked, this.api.topics(signal)]);
            if (!signal.aborted) this.known({ fields, topics });
        } catch {
            // It says elsewhere that the broker is away.
        }
    }
}
