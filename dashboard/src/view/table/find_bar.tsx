import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { findBar } from "../../text/table";
import { useApp } from "../context";

// Of a frame's 16 ms, so that the page goes on meanwhile.
const budget = 6;
const pause = 30;

// Find-in-view: Ctrl+F opens it, Enter and Shift+Enter go from hit to hit, Escape closes it.
export function FindBar() {
    const { state, actions } = useApp();
    const input = useRef<HTMLInputElement>(null);
    const find = state.find.value;
    const isOpen = find !== undefined;
    // Before the next key comes: it is to go there.
    useLayoutEffect(() => input.current?.focus(), [isOpen]);
    useEffect(() => {
        if (!isOpen) return;
        const timer = setInterval(() => actions.lookOn(budget, () => performance.now()), pause);
        return () => clearInterval(timer);
    }, [isOpen, actions]);

    if (find === undefined) return null;
    const close = (): void => {
        actions.closeFind();
        document.querySelector<HTMLElement>(".scroller")?.focus();
    };
    return (
        <div class="find-bar" role="search" aria-label={findBar.label}>
            <input
                ref={input}
                type="text"
                id="find"
                aria-label={findBar.label}
                placeholder={findBar.placeholder}
                value={find.text}
                autocomplete="off"
                spellcheck={false}
                onInput={(event) => actions.findText(event.currentTarget.value)}
                onKeyDown={(event) => handleKey(event, actions.goToHit, close)}
            />
            <output class="num" for="find">
                {find.text === "" ? "" : hitsText(find)}
            </output>
            <button type="button" aria-label={findBar.previous} onClick={() => actions.goToHit(-1)}>
                ↑
            </button>
            <button type="button" aria-label={findBar.next} onClick={() => actions.goToHit(1)}>
                ↓
            </button>
            <button type="button" aria-label={findBar.close} onClick={close}>
                ✕
            </button>
        </div>
    );
}

function hitsText({ count, at, isDone }: { count: number; at: number; isDone: boolean }): string {
    if (count > 0) return findBar.hits(at, count);
    return isDone ? findBar.none : findBar.looking;
}

function handleKey(event: KeyboardEvent, goTo: (by: 1 | -1) => void, close: () => void): void {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") close();
    else goTo(event.shiftKey ? -1 : 1);
}
