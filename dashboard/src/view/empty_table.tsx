import { formatCount } from "../model/format";
import { useApp } from "./context";

// Why there is nothing to see, and what to do about it.
export function EmptyTable() {
    const { state, actions } = useApp();
    const { received } = state.window.counts;
    if (received > 0) {
        return (
            <div class="empty">
                <p>None of {formatCount(received)} events is shown: the search or the levels hide them.</p>
                <button type="button" onClick={actions.showEverything}>
                    Show everything
                </button>
            </div>
        );
    }
    return (
        <div class="empty">
            <p>
                Nothing yet on <code>{state.topics.value.join(", ")}</code>. What is logged from now on appears here.
            </p>
            <pre>{`logger->sinks().push_back(logbeam::make_spdlog_sink("ws://${state.broker}"));`}</pre>
        </div>
    );
}
