import { useState } from "preact/hooks";

import { alertTexts } from "../../text/alerts";

// Drawn at a time: thousands would make each look at them slow.
const step = 200;

interface More<T> {
    readonly shown: readonly T[];
    readonly hidden: number;
    showMore(): void;
}

/** The first of many, and more of them on demand. */
export function useMore<T>(all: readonly T[]): More<T> {
    const [most, setMost] = useState(step);
    return {
        shown: all.slice(0, most),
        hidden: Math.max(all.length - most, 0),
        showMore: () => setMost(most + step),
    };
}

export function MoreButton({ hidden, showMore }: Omit<More<unknown>, "shown">) {
    if (hidden === 0) return null;
    return (
        <button type="button" class="set more" onClick={showMore}>
            {alertTexts.more(hidden)}
        </button>
    );
}
