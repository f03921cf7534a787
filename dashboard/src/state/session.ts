import { readJson } from "../model/json";
import type { Environment } from "../stream/environment";
import { NativeStream } from "../stream/native_stream";
import { createActions, type Actions } from "./actions";
import type { State } from "./state";

// How many events a page asks for when it begins to look at something.
const last = 200;

export interface SessionOptions {
    readonly url: string;
    readonly token: string | undefined;
    readonly nextFrame: (then: () => void) => void;
}

export interface Session {
    readonly actions: Actions;
    readonly stream: NativeStream;
}

// The state's connection to the broker: one subscription, made anew when other topics are looked at.
export function createSession(state: State, options: SessionOptions, environment: Environment): Session {
    let unsubscribe = (): void => {};
    const watch = (topics: readonly string[]): void => {
        unsubscribe();
        unsubscribe = stream.subscribe({
            topics: [...topics],
            from: { last },
            lag: "skip",
            onEvents: (events) => actions.receive(events),
            onGap: (gap) => actions.tellGap(gap),
        });
    };

    const actions = createActions(state, {
        nextFrame: options.nextFrame,
        watch,
        retryNow: () => stream.retryNow(),
    });
    const stream = new NativeStream(
        {
            url: options.url,
            token: options.token,
            source: "dashboard",
            read: readJson,
            onState: (connection) => actions.tellConnection(connection),
            onEpoch: (before, after) => actions.tellEpoch(before, after),
            onFailure: (failure) => actions.tellFailure(failure),
        },
        environment,
    );
    watch(state.topics.value);
    return { actions, stream };
}
