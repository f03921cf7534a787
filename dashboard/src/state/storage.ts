import type { Theme } from "./state";

// What the browser keeps for the page. A browser may forbid it; then nothing is kept.

// The token of the address, kept for as long as the tab is open: the address itself is made to be passed on. Each
// broker has its own, so that a link to another broker does not carry it there.
export function takeToken(broker: string): string | undefined {
    const key = `token of ${broker}`;
    const given = new URLSearchParams(location.search).get("token");
    if (given !== null) attempt(() => sessionStorage.setItem(key, given));
    return given ?? attempt(() => sessionStorage.getItem(key)) ?? undefined;
}

export function readTheme(): Theme {
    const theme = attempt(() => localStorage.getItem("theme"));
    return theme === "light" || theme === "dark" ? theme : "auto";
}

export function storeTheme(theme: Theme): void {
    attempt(() => (theme === "auto" ? localStorage.removeItem("theme") : localStorage.setItem("theme", theme)));
}

function attempt<T>(what: () => T): T | undefined {
    try {
        return what();
    } catch {
        return undefined;
    }
}
