import { useEffect, useState } from "preact/hooks";

import { useApp } from "../context";

/** A name of the colours of the moment: it changes when the reader's or the system's theme does. */
export function useThemeName(): string {
    const { state } = useApp();
    const [isDark, setDark] = useState(() => darkScheme().matches);
    useEffect(() => {
        const scheme = darkScheme();
        const listen = (): void => setDark(scheme.matches);
        scheme.addEventListener("change", listen);
        return () => scheme.removeEventListener("change", listen);
    }, []);
    return `${state.theme.value} ${isDark}`;
}

function darkScheme(): MediaQueryList {
    return matchMedia("(prefers-color-scheme: dark)");
}
