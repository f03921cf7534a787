import type { RealtimeEvent } from "../model/event";

/** A function, or an observer as the realtime pattern has it. */
export type EventHandler = ((event: RealtimeEvent) => void) | { update(event: RealtimeEvent): void };

/** Handlers by event type; `"*"` hears every type. */
export class EventEmitter {
    readonly #handlers = new Map<string, Set<EventHandler>>();

    /** Gives back the function that ends the subscription. */
    subscribe(type: string, handler: EventHandler): () => void {
        const handlers = this.#handlers.get(type) ?? new Set();
        this.#handlers.set(type, handlers.add(handler));
        return () => this.unsubscribe(type, handler);
    }

    unsubscribe(type: string, handler: EventHandler): void {
        this.#handlers.get(type)?.delete(handler);
    }

    /** A handler that throws does not keep the event from the others. */
    emit(event: RealtimeEvent): void {
        for (const type of [event.type, "*"]) {
            for (const handler of [...(this.#handlers.get(type) ?? [])]) call(handler, event);
        }
    }
}

function call(handler: EventHandler, event: RealtimeEvent): void {
    try {
        if (typeof handler === "function") handler(event);
        else handler.update(event);
    } catch (error) {
        reportError(error);
    }
}
