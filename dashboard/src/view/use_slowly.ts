import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

const everyMs = 250;

// Draws a component when a signal has changed, but not more often than one can read numbers: they are not worth a
// layout at each frame.
export function useSlowly(signal: ReadonlySignal<unknown>): void {
    const [, draw] = useState<unknown>(signal.peek());
    useEffect(() => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const unsubscribe = signal.subscribe(() => {
            timer ??= setTimeout(() => {
                timer = undefined;
                draw(signal.peek());
            }, everyMs);
        });
        return () => {
            unsubscribe();
            clearTimeout(timer);
        };
    }, [signal]);
}
