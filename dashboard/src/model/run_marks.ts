import type { RealtimeEvent } from "./event";

// Publishers that are told apart; beyond that many all is forgotten, and the next ones are first ones again.
const capacity = 10_000;

// The start of a program among the events that are put through in their order.
export class RunMarks {
    readonly #publishers = new Map<string, Set<string>>();
    #count = 0;
    #last: RealtimeEvent | undefined;

    /** Whether another publisher begins for a source that had one. */
    isStart(event: RealtimeEvent): boolean {
        const isLikeLast = event.clientId === this.#last?.clientId && event.source === this.#last?.source;
        const publisher = isLikeLast ? undefined : publisherOf(event);
        if (publisher === undefined) return false;
        this.#last = event;
        const known = this.#publishers.get(event.source);
        if (known?.has(publisher)) return false;
        this.#add(event.source, publisher);
        return known !== undefined;
    }

    clear(): void {
        this.#publishers.clear();
        this.#last = undefined;
        this.#count = 0;
    }

    #add(source: string, publisher: string): void {
        if (this.#count === capacity) this.clear();
        this.#count += 1;
        const known = this.#publishers.get(source);
        if (known === undefined) this.#publishers.set(source, new Set([publisher]));
        else known.add(publisher);
    }
}

/** Nothing for an event that no program numbered: neither a `curl` nor a page is a run. */
export function publisherOf({ id, clientId }: RealtimeEvent): string | undefined {
    return clientId !== undefined && clientId !== "" && id.startsWith(`${clientId}-`) ? clientId : undefined;
}
