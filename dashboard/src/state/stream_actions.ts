import type { RealtimeEvent } from "../model/event";
import type { Failure } from "../stream/frames";
import type { ConnectionState, Gap } from "../stream/native_stream";
import type { State } from "./state";

// What the broker does to the page.
export interface StreamActions {
    receive(events: RealtimeEvent[]): void;
    tellGap(gap: Gap): void;
    tellEpoch(before: string, after: string): void;
    tellFailure(failure: Failure): void;
    tellConnection(connection: ConnectionState): void;
    /** Once a second. */
    measureRate(): void;
}

// `changed` is called after each change of the window, however many there are in a frame.
export function streamActions(state: State, changed: () => void): StreamActions {
    let receivedBefore = 0;
    return {
        receive(events) {
            state.window.addEvents(events);
            changed();
        },
        tellGap(gap) {
            state.window.add({ kind: "gap", ...gap });
            changed();
        },
        tellEpoch(before, after) {
            state.window.add({ kind: "epoch", before, after });
            changed();
        },
        tellFailure(failure) {
            state.refusal.value = failure.detail === "" ? failure.name : failure.detail;
        },
        tellConnection(connection) {
            state.connection.value = connection;
        },
        measureRate() {
            const { received } = state.window.counts;
            state.rate.value = Math.max(received - receivedBefore, 0);
            receivedBefore = received;
        },
    };
}
