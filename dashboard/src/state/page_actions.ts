import type { Neighbours } from "./actions";
import type { State, Theme, ViewName } from "./state";

// What a person does to the page around the table.
export interface PageActions {
    show(view: ViewName): void;
    toggleSide(): void;
    toggleHelp(): void;
    /** Between light and dark, or as the system says. */
    setTheme(theme: Theme): void;
    /** The page came into sight, or left it. */
    tellVisible(isVisible: boolean): void;
    retryNow(): void;
}

export function pageActions(state: State, { feed, changed }: Neighbours): PageActions {
    return {
        show(view) {
            state.view.value = view;
            state.isSideOpen.value = false;
        },
        toggleSide() {
            state.isSideOpen.value = !state.isSideOpen.value;
        },
        toggleHelp() {
            state.isHelpOpen.value = !state.isHelpOpen.value;
        },
        setTheme(theme) {
            state.theme.value = theme;
        },
        tellVisible(isVisible) {
            state.isVisible.value = isVisible;
            if (!isVisible) return;
            state.unseenErrors.value = 0;
            changed();
        },
        retryNow: () => feed.retryNow(),
    };
}
