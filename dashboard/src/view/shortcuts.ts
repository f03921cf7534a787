import type { ViewName } from "../state/state";
import type { App } from "./context";
import { nextTheme } from "./header";

export const searchBoxId = "search";

const page = 20;
const togetherMs = 1500;
const leader = "g";
const places = new Map<string, ViewName>([
    ["e", "events"],
    ["t", "templates"],
    ["r", "runs"],
    ["a", "alerts"],
    ["h", "health"],
]);
let ledAt = -Infinity;

export function handleShortcut(event: KeyboardEvent, app: App): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target instanceof Element ? event.target : undefined;
    if (event.key === "Escape") return escape(target, app);
    if (target?.matches("input, textarea, select, [contenteditable]") || target?.closest("dialog")) return;

    const place = placeOf(event);
    const action = place === undefined ? actionOf(event.key, target, app) : () => app.actions.show(place);
    if (action === undefined) return;
    event.preventDefault();
    action();
}

// The second of two keys that go somewhere together.
function placeOf(event: KeyboardEvent): ViewName | undefined {
    const isLed = event.timeStamp - ledAt < togetherMs;
    ledAt = event.key === leader ? event.timeStamp : -Infinity;
    return isLed ? places.get(event.key) : undefined;
}

function actionOf(key: string, target: Element | undefined, app: App): (() => void) | undefined {
    const { state, actions } = app;
    switch (key) {
        case "/":
            return () => document.getElementById(searchBoxId)?.focus();
        case "?":
            return () => actions.toggleHelp();
        case "l":
            return () => actions.goLive();
        case "t":
            return () => actions.setTheme(nextTheme[state.theme.value]);
        default:
            return state.view.value === "events" ? tableActionOf(key, target, app) : undefined;
    }
}

function tableActionOf(key: string, target: Element | undefined, { state, actions }: App): (() => void) | undefined {
    const down = state.isNewestFirst.value ? -1 : 1;
    if (key === "j") return () => actions.moveSelection(down);
    if (key === "k") return () => actions.moveSelection(-down);
    // With all others a button, a tab or a chart does what such things do.
    const isOfTable = target === undefined || target === document.body || target.matches("[role=grid]");
    return isOfTable ? movementOf(key, down, actions) : undefined;
}

function movementOf(key: string, down: number, actions: App["actions"]): (() => void) | undefined {
    switch (key) {
        case "ArrowDown":
            return () => actions.moveSelection(down);
        case "ArrowUp":
            return () => actions.moveSelection(-down);
        case "PageDown":
            return () => actions.moveSelection(page * down);
        case "PageUp":
            return () => actions.moveSelection(-page * down);
        case "Home":
            return () => actions.scrollTo(0, false);
        case "End":
            return () => actions.follow();
        case "Enter":
            return () => actions.toggleDetail();
        case " ":
            return () => actions.togglePause();
        default:
            return undefined;
    }
}

function escape(target: Element | undefined, { state, actions }: App): void {
    if (target instanceof HTMLInputElement) target.blur();
    else if (state.isSideOpen.value) actions.toggleSide();
    else actions.closeDetail();
}
