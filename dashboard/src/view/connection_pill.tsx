import { formatClock } from "../model/format";
import type { ConnectionState } from "../stream/native_stream";
import { useApp } from "./context";

// Whether what is on the screen is live, and since when it is (not).
export function ConnectionPill() {
    const { state, actions } = useApp();
    const connection = state.connection.value;
    const isWaiting = connection.kind === "away" && connection.retryAt !== undefined;
    return (
        <div class={`pill ${connection.kind}`}>
            <span class="dot" aria-hidden="true" />
            <span role="status" aria-label="Connection" title={titleOf(connection)}>
                <b>{state.broker}</b> <span>{textOf(connection)}</span>
            </span>
            {isWaiting && (
                <button type="button" onClick={actions.retryNow}>
                    Retry now
                </button>
            )}
        </div>
    );
}

function textOf(connection: ConnectionState): string {
    switch (connection.kind) {
        case "connecting":
            return "connecting…";
        case "connected":
            return `connected since ${formatClock(connection.since)}`;
        case "away":
            return `away since ${formatClock(connection.since)}: ${connection.reason}`;
        case "closed":
            return "closed";
    }
}

function titleOf(connection: ConnectionState): string {
    return connection.kind === "connected" ? `${connection.server}, epoch ${connection.epoch}` : textOf(connection);
}
