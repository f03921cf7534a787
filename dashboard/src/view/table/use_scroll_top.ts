import { useLayoutEffect, useRef } from "preact/hooks";

import type { Places } from "../../model/places";
import { useReader } from "./use_reader";

// Puts the scroll position where the table was drawn for, and tells where the reader went. Each drawing that moves the
// table makes a scroll event itself, which must not be taken for the reader's.
export function useScrollTop(
    scroller: { readonly current: HTMLElement | null },
    places: Places,
    went: (position: number, element: HTMLElement) => void,
): (event: Event) => void {
    const reader = useReader(scroller);
    // As far as is known: to ask the element would lay out the page in the middle of a frame.
    const top = useRef(0);

    useLayoutEffect(() => {
        if (scroller.current === null || isSame(top.current, places.top)) return;
        scroller.current.scrollTop = places.top;
        top.current = places.top;
    });
    return (event) => {
        const element = event.currentTarget as HTMLElement;
        top.current = element.scrollTop;
        if (isSame(top.current, places.top)) return;
        if (reader.scrolls(top.current, event.timeStamp)) return went(places.scrollOf(top.current), element);
        element.scrollTop = places.top;
        top.current = element.scrollTop;
    };
}

// A scroll position may be off by a fraction.
function isSame(one: number, other: number): boolean {
    return Math.abs(one - other) < 1;
}
