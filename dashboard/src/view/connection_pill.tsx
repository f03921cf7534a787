import { connectionText, connectionTitle, labels, returnText } from "../text/page";
import { useApp } from "./context";

// So long it says what was missed.
const returnMs = 30_000;

// Whether what is on the screen is live, since when it is (not), and what the last absence cost.
export function ConnectionPill() {
    const { state, actions } = useApp();
    const connection = state.connection.value;
    const isWaiting = connection.kind === "away" && connection.retryAt !== undefined;
    return (
        <div class={`pill ${connection.kind}`}>
            <span class="dot" aria-hidden="true" />
            <span role="status" aria-label={labels.connection} title={connectionTitle(connection)}>
                <b>{state.broker}</b> <span class="since">{connectionText(connection)}</span>
                <Returned />
            </span>
            {isWaiting && (
                <button type="button" onClick={actions.retryNow}>
                    {labels.retryNow}
                </button>
            )}
        </div>
    );
}

function Returned() {
    const { state } = useApp();
    const returned = state.returned.value;
    if (returned === undefined || state.connection.value.kind !== "connected") return null;
    const isLoss = returned.missed > 0 || returned.isNewEpoch;
    if (!isLoss && state.now.value - returned.at > returnMs) return null;
    return <span class={isLoss ? "back loss" : "back"}> · {returnText(returned)}</span>;
}
