import type { RealtimeEvent } from "../model/event";
import type { Api } from "../stream/api";
import { detailActions, type DetailActions } from "./detail";
import type { Feed } from "./feed";
import { lookActions, type LookActions } from "./look_actions";
import { pageActions, type PageActions } from "./page_actions";
import { panelActions, type PanelActions } from "./panel";
import { queryBoxActions, type QueryBoxActions } from "./query_box";
import type { State } from "./state";
import { streamActions, type StreamActions } from "./stream_actions";
import { tableActions, type TableActions } from "./table";
import { timeActions, type TimeActions } from "./time";
import { windowActions, type WindowActions } from "./window_actions";

export type CoreActions = StreamActions & LookActions & WindowActions & PageActions;
export type Actions = CoreActions & QueryBoxActions & TimeActions & PanelActions & TableActions & DetailActions;

// What actions need beside the state.
export interface Neighbours {
    readonly api: Api;
    readonly feed: Feed;
    /** All of them; not before they are made. */
    actions(): Actions;
    /** After each change of the window or the scrolling, however many there are in a frame. */
    changed(): void;
    /** Hears topics that begin with `$`, from now on until what it gives back is called; nothing came: it was not heard
        for a while. */
    listen(topic: string, heard: (events: readonly RealtimeEvent[]) => void): () => void;
    /** Keeps a parameter of one's own in the address; an empty one goes. Read back as `View.more`, `View.columns`. */
    keep(name: string, value: string): void;
}

export function createActions(state: State, outside: Omit<Neighbours, "actions">): Actions {
    const neighbours: Neighbours = { ...outside, actions: () => actions };
    const actions: Actions = {
        ...streamActions(state, neighbours),
        ...lookActions(state, neighbours),
        ...windowActions(state, neighbours),
        ...pageActions(state, neighbours),
        ...queryBoxActions(state, neighbours),
        ...timeActions(state, neighbours),
        ...panelActions(state, neighbours),
        ...tableActions(state, neighbours),
        ...detailActions(state, neighbours),
    };
    return actions;
}
