import type { Theme } from "../state/state";
import { ConnectionPill } from "./connection_pill";
import { useApp } from "./context";
import { Logo } from "./icons";

export function Header() {
    const { actions } = useApp();
    return (
        <header class="top">
            <h1 class="logo">
                <Logo />
                <span>logbeam</span>
            </h1>
            <ConnectionPill />
            <ThemeButton />
            <button type="button" class="quiet" aria-label="Keyboard shortcuts" onClick={actions.toggleHelp}>
                <kbd>?</kbd>
            </button>
        </header>
    );
}

const next: Record<Theme, Theme> = { auto: "light", light: "dark", dark: "auto" };
const signs: Record<Theme, string> = { auto: "◐", light: "○", dark: "●" };

function ThemeButton() {
    const { state, actions } = useApp();
    const theme = state.theme.value;
    const name = theme === "auto" ? "as the system" : theme;
    return (
        <button
            type="button"
            class="quiet"
            aria-label={`Theme: ${name}`}
            title={`Theme: ${name}`}
            onClick={() => actions.setTheme(next[theme])}
        >
            {signs[theme]}
        </button>
    );
}
