import { lies } from "../model/range";
import type { Api } from "../stream/api";
import type { Environment } from "../stream/environment";
import { topicsOf } from "../stream/http_api";
import type { NativeStream, SubscriptionOptions } from "../stream/native_stream";
import { Backfill } from "./backfill";
import type { Neighbours } from "./actions";
import type { State } from "./state";
import type { StreamActions } from "./stream_actions";

// What fills the table: a subscription for what is live, searches for what was.
export interface Feed {
    /** The range or the mode has changed: what the window holds of it stays. */
    restart(): void;
    /** The query has changed: what the window holds stays, as far as this page can tell whether it matches. */
    refill(): void;
    /** The next page of what is older than the window's oldest row, unless it is complete or under way. */
    loadOlder(): void;
    holdReplay(): void;
    /** Where it stood, at the speed of the mode. */
    continueReplay(): void;
    retryNow(): void;
    /** The broker is there (again): what failed is asked once more. */
    cameBack(): void;
}

// More than this in a second nobody reads.
const maxRate = 500;

export interface FeedParts {
    readonly state: State;
    readonly api: Api;
    readonly stream: Pick<NativeStream, "subscribe" | "retryNow">;
    readonly changed: Neighbours["changed"];
    /** Late bound: they need the feed themselves. */
    readonly actions: () => Pick<StreamActions, "receive" | "replayed" | "tellGap" | "tellSample">;
    readonly environment: Pick<Environment, "now" | "after">;
}

export function createFeed({ state, api, stream, changed, actions, environment }: FeedParts): Feed {
    const { window } = state;
    const backfill = new Backfill(state, api, changed, environment);
    let end = (): void => {};
    let played: { seq: number; epoch: string } | undefined;

    function subscribe(options: Omit<SubscriptionOptions, "topics" | "lag" | "filter" | "maxRate" | "onGap">): void {
        end();
        const filter = state.asked.value;
        const topics = topicsOf(filter);
        end = stream.subscribe({
            topics: topics.length === 0 ? [">"] : [...topics],
            filter,
            lag: "skip",
            maxRate,
            onGap: (gap) => actions().tellGap(gap),
            onSampled: (sample) => actions().tellSample(sample),
            ...options,
        }).end;
    }

    // What happened up to the subscription's beginning is in the history by then, so the two leave nothing out.
    function goLive(): void {
        let isFilled = false;
        state.fill.value = { kind: "partial" };
        subscribe({
            from: "now",
            onEvents: (events) => actions().receive(events),
            onSubscribed: (seq) => {
                if (isFilled) return backfill.again();
                isFilled = true;
                backfill.start(seq + 1);
            },
        });
    }

    function play(): void {
        const { value: mode } = state.mode;
        if (mode.kind !== "replay") return;
        state.fill.value = { kind: "complete" };
        subscribe({
            from: played ?? { time: mode.from },
            speed: mode.speed,
            onEvents: (events) => {
                const { value: connection } = state.connection;
                const epoch = connection.kind === "connected" ? connection.epoch : "";
                played = { seq: events.at(-1)?.seq ?? 0, epoch };
                actions().replayed(events);
            },
        });
    }

    function stop(): void {
        end();
        end = () => {};
    }

    function go(): void {
        backfill.stop();
        stop();
        if (state.mode.value.kind === "live") goLive();
        else if (state.mode.value.kind === "replay") play();
        else backfill.start();
    }

    return {
        restart() {
            const { mode, range } = state;
            const isReplay = mode.value.kind === "replay";
            played = undefined;
            window.retain((event) => !isReplay && lies(event.timestamp, range.value, environment.now()));
            changed();
            go();
        },
        refill() {
            if (state.compiled.value.needsBroker) window.clear();
            go();
        },
        loadOlder: () => backfill.next(),
        holdReplay: stop,
        continueReplay: play,
        retryNow() {
            stream.retryNow();
            backfill.again();
        },
        cameBack() {
            if (state.mode.value.kind === "past") backfill.again();
        },
    };
}
