import type { RealtimeEvent } from "../model/event";
import { kindOf } from "../model/level";
import { Clocks } from "../model/skew";
import type { Failure } from "../stream/frames";
import type { ConnectionState, Gap, Sample } from "../stream/native_stream";
import type { Neighbours } from "./actions";
import type { HistorySize, State } from "./state";

// What the broker does to the page, and time.
export interface StreamActions {
    /** Of the present. */
    receive(events: readonly RealtimeEvent[]): void;
    /** Of the past, as it is played. */
    replayed(events: readonly RealtimeEvent[]): void;
    tellGap(gap: Gap): void;
    tellSample(sample: Sample): void;
    tellEpoch(before: string, after: string): void;
    tellFailure(failure: Failure): void;
    tellConnection(connection: ConnectionState): void;
    tellHistory(history: HistorySize): void;
    /** Once a second. */
    tick(now: number): void;
}

// A clock is judged by so many seconds.
const clockTicks = 5;

export function streamActions(state: State, { changed }: Neighbours): StreamActions {
    const clocks = new Clocks();
    let received = 0;
    let ticks = 0;
    let isSampleFresh = false;

    function add(events: readonly RealtimeEvent[]): void {
        received += events.length;
        state.window.addEvents(events);
        changed();
    }

    return {
        receive(events) {
            add(events);
            const now = Date.now();
            for (const event of events) clocks.arrived(event, now);
            if (!state.isVisible.value) state.unseenErrors.value += events.filter(isError).length;
        },
        replayed(events) {
            add(events);
            const { value: mode } = state.mode;
            const at = events.at(-1)?.timestamp;
            if (mode.kind === "replay" && at !== undefined) state.mode.value = { ...mode, at };
        },
        tellGap(gap) {
            state.window.add({ kind: "gap", ...gap });
            const { value: returned } = state.returned;
            if (returned !== undefined) state.returned.value = { ...returned, missed: returned.missed + gap.count };
            changed();
        },
        tellSample(sample) {
            isSampleFresh = true;
            state.sampling.value = sample;
            state.window.leftOut(Math.max(sample.seen - sample.sent, 0));
            changed();
        },
        tellEpoch(before, after) {
            state.window.add({ kind: "epoch", before, after });
            const { value: returned } = state.returned;
            if (returned !== undefined) state.returned.value = { ...returned, isNewEpoch: true };
            changed();
        },
        tellFailure(failure) {
            state.refusal.value = failure.detail === "" ? failure.name : failure.detail;
        },
        tellConnection(connection) {
            const { value: before } = state.connection;
            if (before.kind === "away" && connection.kind === "connected") {
                const awayMs = connection.since - before.since;
                state.returned.value = { at: connection.since, awayMs, missed: 0, isNewEpoch: false };
            }
            state.connection.value = connection;
        },
        tellHistory(history) {
            state.history.value = history;
        },
        tick(now) {
            state.now.value = now;
            state.rate.value = received;
            received = 0;
            if (!isSampleFresh) state.sampling.value = undefined;
            isSampleFresh = false;
            ticks += 1;
            if (ticks % clockTicks === 0) tellClocks(state, clocks);
        },
    };
}

function isError(event: RealtimeEvent): boolean {
    const kind = kindOf(event);
    return kind === "error" || kind === "critical";
}

function tellClocks(state: State, clocks: Clocks): void {
    const skewed = clocks.take();
    if (JSON.stringify(skewed) !== JSON.stringify(state.skewed.value)) state.skewed.value = skewed;
}
