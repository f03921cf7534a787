import { readJson } from "../model/json";
import type { Api } from "../stream/api";
import type { Environment } from "../stream/environment";
import { NativeStream } from "../stream/native_stream";
import { createActions, type Actions, type Neighbours } from "./actions";
import { createFeed } from "./feed";
import { watchHistory } from "./history_size";
import type { State } from "./state";

export interface SessionOptions {
    readonly url: string;
    readonly token: string | undefined;
    readonly api: Api;
    readonly nextFrame: (then: () => void) => void;
    /** Keeps a parameter in the page's address. */
    readonly keep: (name: string, value: string) => void;
}

export interface Session {
    readonly actions: Actions;
    readonly stream: NativeStream;
    /** Once a second. */
    tick(): void;
}

// The state's connection to the broker: what is live comes over the stream, what was over the API.
export function createSession(state: State, options: SessionOptions, environment: Environment): Session {
    const changed = oncePerFrame(state, options.nextFrame);
    const stream = new NativeStream(
        {
            url: options.url,
            token: options.token,
            source: "dashboard",
            read: readJson,
            onState: (connection) => {
                actions.tellConnection(connection);
                if (connection.kind === "connected") feed.cameBack();
            },
            onEpoch: (before, after) => actions.tellEpoch(before, after),
            onFailure: (failure) => actions.tellFailure(failure),
        },
        environment,
    );
    const { api } = options;
    const feed = createFeed({ state, api, stream, changed, actions: () => actions, environment });
    const listen: Neighbours["listen"] = (topic, heard) =>
        stream.subscribe({
            topics: [topic],
            from: "now",
            lag: "skip",
            onEvents: heard,
            onGap: () => heard([]),
            onSubscribed: () => heard([]),
        }).end;
    const actions = createActions(state, { api, feed, changed, listen, keep: options.keep });
    const askForHistory = watchHistory(state, api, (history) => actions.tellHistory(history));

    state.window.setFilter(state.compiled.value);
    feed.restart();
    return {
        actions,
        stream,
        tick() {
            actions.tick(environment.now());
            askForHistory();
        },
    };
}

// However often something changes, it is drawn once a frame, and not at all while the page is hidden.
function oncePerFrame(state: State, nextFrame: (then: () => void) => void): () => void {
    let isScheduled = false;
    return () => {
        if (isScheduled) return;
        isScheduled = true;
        nextFrame(() => {
            isScheduled = false;
            state.revision.value += 1;
        });
    };
}
