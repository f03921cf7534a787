import type { State, Theme } from "./state";

// What a person does to the page around the table.
export interface PageActions {
    showTab(tab: "fields" | "json"): void;
    toggleHelp(): void;
    /** Between light and dark, whatever the system says. */
    setTheme(theme: Theme): void;
}

export function pageActions(state: State): PageActions {
    return {
        showTab(tab) {
            state.detailTab.value = tab;
        },
        toggleHelp() {
            state.isHelpOpen.value = !state.isHelpOpen.value;
        },
        setTheme(theme) {
            state.theme.value = theme;
        },
    };
}
