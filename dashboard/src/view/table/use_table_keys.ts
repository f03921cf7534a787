import { useEffect } from "preact/hooks";

import type { App } from "../context";

// Keys that work wherever the keyboard is while the table is on the page: Ctrl+F, and Ctrl+C for the rows that are
// picked.
export function useTableKeys(app: App): void {
    useEffect(() => {
        const find = (event: KeyboardEvent): void => handleFind(event, app);
        const copy = (event: ClipboardEvent): void => handleCopy(event, app);
        addEventListener("keydown", find);
        document.addEventListener("copy", copy);
        return () => {
            removeEventListener("keydown", find);
            document.removeEventListener("copy", copy);
        };
    }, [app]);
}

function handleFind(event: KeyboardEvent, { state, actions }: App): void {
    const isCtrl = event.ctrlKey || event.metaKey;
    if (isCtrl && event.key === "f" && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        document.querySelector<HTMLInputElement>("#find")?.select(); // it may be open
        actions.openFind();
    } else if (state.find.value !== undefined && (event.key === "F3" || (isCtrl && event.key === "g"))) {
        event.preventDefault();
        actions.goToHit(event.shiftKey ? -1 : 1);
    }
}

// Text that is marked is copied as ever.
function handleCopy(event: ClipboardEvent, { actions }: App): void {
    const isElsewhere = event.target instanceof Element && event.target.matches("input, textarea");
    if (isElsewhere || document.getSelection()?.isCollapsed === false) return;
    const text = actions.pickedText();
    if (text === "") return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", text);
}
