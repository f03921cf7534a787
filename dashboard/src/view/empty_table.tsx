import type { ComponentChildren } from "preact";

import { empty } from "../text/table";
import { useApp } from "./context";

// Why there is nothing to see, and what to do about it.
export function EmptyTable() {
    const { state, actions } = useApp();
    void state.revision.value;
    if (state.window.shown.length > 0) return null;
    const fill = state.fill.value;
    const { received } = state.window.counts;
    if (fill.kind === "failed") return <Reason text={empty.failed(fill.detail)} />;
    if (fill.kind === "partial" && fill.progress !== undefined) return <Reason text={empty.asking} />;
    const isNarrowed = state.query.value !== "" || state.hidden.value.size > 0;
    if (received > 0 || isNarrowed) {
        return (
            <Reason text={received > 0 ? empty.hidden(received) : empty.noneInRange}>
                <button type="button" onClick={actions.showEverything}>
                    {empty.showEverything}
                </button>
            </Reason>
        );
    }
    if (state.mode.value.kind === "past") return <Reason text={empty.noneInRange} />;
    return (
        <Reason text={empty.nothingYet}>
            <pre tabIndex={0}>{empty.snippet(state.broker)}</pre>
        </Reason>
    );
}

function Reason({ text, children }: { text: string; children?: ComponentChildren }) {
    return (
        <div class="empty">
            <p>{text}</p>
            {children}
        </div>
    );
}
