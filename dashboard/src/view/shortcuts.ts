import type { App } from "./context";

// What each key does, as the help shows it.
export const shortcuts: readonly (readonly [keys: string, does: string])[] = [
    ["/", "search"],
    ["J ↓", "next event"],
    ["K ↑", "previous event"],
    ["Enter", "open or close the event"],
    ["Esc", "close, leave a box"],
    ["Space", "pause and resume"],
    ["End", "go to the newest and follow"],
    ["?", "this help"],
];

export const searchBoxId = "search";

const page = 20;

export function handleShortcut(event: KeyboardEvent, app: App): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target instanceof Element ? event.target : undefined;
    if (event.key === "Escape") return escape(target, app);
    if (target?.matches("input, textarea")) return;
    // A button does with these what buttons do.
    if (target?.matches("button, summary, a") && (event.key === " " || event.key === "Enter")) return;

    const action = actionOf(event.key, app);
    if (action === undefined) return;
    event.preventDefault();
    action();
}

function actionOf(key: string, { actions }: App): (() => void) | undefined {
    switch (key) {
        case "/":
            return () => document.getElementById(searchBoxId)?.focus();
        case "j":
        case "ArrowDown":
            return () => actions.moveSelection(1);
        case "k":
        case "ArrowUp":
            return () => actions.moveSelection(-1);
        case "PageDown":
            return () => actions.moveSelection(page);
        case "PageUp":
            return () => actions.moveSelection(-page);
        case "Home":
            return () => actions.scrollTo(0, false);
        case "End":
            return () => actions.follow();
        case "Enter":
            return () => actions.toggleDetail();
        case " ":
            return () => actions.togglePause();
        case "?":
            return () => actions.toggleHelp();
        default:
            return undefined;
    }
}

function escape(target: Element | undefined, { state, actions }: App): void {
    if (target instanceof HTMLInputElement) target.blur();
    else if (state.isHelpOpen.value) actions.toggleHelp();
    else actions.closeDetail();
}
