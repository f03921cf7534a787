import { useEffect } from "preact/hooks";

import type { Theme } from "../state/state";
import { firingText, labels, product, themeLabel, views } from "../text/page";
import { viewNames } from "../model/url";
import { ConnectionPill } from "./connection_pill";
import { useApp } from "./context";
import { Logo } from "./icons";

export function Header() {
    return (
        <header class="top">
            <h1 class="logo">
                <Logo />
                <span>{product}</span>
            </h1>
            <Navigation />
            <ConnectionPill />
            <ThemeButton />
            <HelpButton />
        </header>
    );
}

function Navigation() {
    const { state, actions } = useApp();
    useEffect(() => actions.watchAlerts(), [actions]);
    return (
        <nav class="views" aria-label={labels.views}>
            {viewNames.map((name) => (
                <button
                    key={name}
                    type="button"
                    aria-current={state.view.value === name ? "page" : undefined}
                    onClick={() => actions.show(name)}
                >
                    {views[name]}
                    {name === "alerts" && <Firing />}
                </button>
            ))}
        </nav>
    );
}

function Firing() {
    const { firing } = useApp().state;
    if (firing.value === 0) return null;
    return (
        <>
            {" "}
            <span class="badge num" title={firingText(firing.value)}>
                {firing.value}
                <span class="unseen"> {labels.firing}</span>
            </span>
        </>
    );
}

function HelpButton() {
    const { actions } = useApp();
    return (
        <button type="button" class="quiet" aria-label={labels.help} title={labels.help} onClick={actions.toggleHelp}>
            <kbd>?</kbd>
        </button>
    );
}

export const nextTheme: Readonly<Record<Theme, Theme>> = { auto: "light", light: "dark", dark: "auto" };
const signs: Readonly<Record<Theme, string>> = { auto: "◐", light: "○", dark: "●" };

function ThemeButton() {
    const { state, actions } = useApp();
    const theme = state.theme.value;
    const name = themeLabel(theme);
    return (
        <button
            type="button"
            class="quiet"
            aria-label={name}
            title={name}
            onClick={() => actions.setTheme(nextTheme[theme])}
        >
            {signs[theme]}
        </button>
    );
}
