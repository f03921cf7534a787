import { useEffect, useMemo } from "preact/hooks";

import { Reader } from "../../model/reader";

// Watches what the reader's hands do.
export function useReader(of: { current: HTMLElement | null }): Reader {
    const reader = useMemo(() => new Reader(), []);
    useEffect(() => {
        const element = of.current;
        if (element === null) return;
        const act = (event: Event): void => reader.act(event.timeStamp);
        const press = (): void => reader.press();
        const release = (event: Event): void => reader.release(event.timeStamp);
        for (const name of acts) element.addEventListener(name, act, { passive: true });
        element.addEventListener("pointerdown", press);
        for (const name of releases) addEventListener(name, release);
        return () => {
            for (const name of acts) element.removeEventListener(name, act);
            element.removeEventListener("pointerdown", press);
            for (const name of releases) removeEventListener(name, release);
        };
    }, [of, reader]);
    return reader;
}

const acts = ["wheel", "touchmove", "keydown"] as const;
const releases = ["pointerup", "pointercancel"] as const;
