import { useEffect } from "preact/hooks";

import { desktopTexts as text } from "../../text/alerts";
import { useApp } from "../context";
import { useDesk } from "./use_desk";

// Whether this browser shows on the desktop what the broker tells.
export function DesktopSetting() {
    const { state } = useApp();
    const { desktop } = useDesk();
    const permission = desktop.permission.value;
    const isBarred = permission === "denied" || permission === "unsupported";
    return (
        <>
            <h3>{text.heading}</h3>
            <label class="setting">
                <span>{text.label}</span>
                <input
                    type="checkbox"
                    checked={state.isDesktopOn.value && permission === "granted"}
                    disabled={permission === "unsupported"}
                    aria-describedby="desktop-hint"
                    onChange={(event) => desktop.set(event.currentTarget.checked)}
                />
            </label>
            <p id="desktop-hint" class={isBarred ? "alarm" : "dim"}>
                {permission === "denied" ? text.denied : permission === "unsupported" ? text.unsupported : text.hint}
            </p>
        </>
    );
}

// Shows nothing in the page itself.
export function DesktopNotifications() {
    const { desktop } = useDesk();
    useEffect(() => desktop.watch(), [desktop]);
    return null;
}
