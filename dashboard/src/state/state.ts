import { signal, type Signal } from "@preact/signals";

import { EventWindow } from "../model/event_window";
import type { Kind } from "../model/level";
import type { EventRow } from "../model/row";
import { Scroll } from "../model/scroll";
import type { View } from "../model/url";
import type { ConnectionState } from "../stream/native_stream";

export type Theme = "auto" | "light" | "dark";

// Everything that the page shows. Views read it; only the actions change it.
export interface State {
    /** Change in place; `revision` rises at most once a frame when one of them did. */
    readonly window: EventWindow;
    readonly scroll: Scroll;
    readonly revision: Signal<number>;

    /** Host and port. */
    readonly broker: string;
    readonly connection: Signal<ConnectionState>;
    /** What the broker refused last, in its own words. */
    readonly refusal: Signal<string | undefined>;
    /** Events received in the last second. */
    readonly rate: Signal<number>;

    readonly topics: Signal<readonly string[]>;
    readonly text: Signal<string>;
    readonly hidden: Signal<ReadonlySet<Kind>>;
    readonly isPaused: Signal<boolean>;
    /** In pixels, of the table's visible part. */
    readonly height: Signal<number>;

    /** The row that has the keyboard's attention. */
    readonly selected: Signal<EventRow | undefined>;
    readonly isDetailOpen: Signal<boolean>;
    readonly detailTab: Signal<"fields" | "json">;
    readonly isHelpOpen: Signal<boolean>;
    readonly theme: Signal<Theme>;
}

const capacity = 100_000;

export function createState(view: View, broker: string, theme: Theme): State {
    return {
        window: new EventWindow(capacity),
        scroll: new Scroll(),
        revision: signal(0),
        broker,
        connection: signal<ConnectionState>({ kind: "closed" }),
        refusal: signal<string | undefined>(undefined),
        rate: signal(0),
        topics: signal(view.topics),
        text: signal(view.text),
        hidden: signal(view.hidden),
        isPaused: signal(false),
        height: signal(0),
        selected: signal<EventRow | undefined>(undefined),
        isDetailOpen: signal(false),
        detailTab: signal<"fields" | "json">("fields"),
        isHelpOpen: signal(false),
        theme: signal(theme),
    };
}
