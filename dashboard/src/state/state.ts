import { signal, type ReadonlySignal, type Signal } from "@preact/signals";

import { EventWindow } from "../model/event_window";
import type { Kind } from "../model/level";
import type { Query } from "../model/query/query";
import type { TimeRange } from "../model/range";
import type { EventRow } from "../model/row";
import { Scroll } from "../model/scroll";
import type { SkewedClock } from "../model/skew";
import type { View, ViewName } from "../model/url";
import type { Progress } from "../stream/api";
import type { ConnectionState } from "../stream/native_stream";
import { askedOf, parses } from "./asked";
import { createDetailState, type DetailState } from "./detail";
import { createPanelState, type PanelState } from "./panel";
import { createQueryBoxState, type QueryBoxState } from "./query_box";
import { createTableState, type TableState } from "./table";
import { createTimeState, type TimeState } from "./time";

export type { ViewName } from "../model/url";
export type Theme = "auto" | "light" | "dark";

export type Mode =
    /** The newest, as they come. */
    | { readonly kind: "live" }
    /** A range that does not move. */
    | { readonly kind: "past" }
    /** `at` is the time of what was played last. */
    | { readonly kind: "replay"; readonly from: string; readonly speed: number; readonly at: string };

/** Whether the table holds all that the range has, up to the page's bound. */
export type Fill =
    | { readonly kind: "complete" }
    /** Without progress nothing is under way: scrolling up loads more. */
    | { readonly kind: "partial"; readonly progress?: Progress }
    | { readonly kind: "failed"; readonly detail: string };

/** What the last absence of the broker cost. */
export interface Return {
    readonly at: number;
    readonly awayMs: number;
    /** Events that the broker could not give us any more. */
    readonly missed: number;
    readonly isNewEpoch: boolean;
}

/** What the broker remembers. */
export interface HistorySize {
    readonly events: number;
    readonly bytes: number;
    /** RFC 3339, of the oldest event. */
    readonly since?: string;
}

// What everybody reads. Only the core's actions change it.
export interface CoreState {
    /** Change in place; `revision` rises at most once a frame when one of them did. */
    readonly window: EventWindow;
    readonly scroll: Scroll;
    readonly revision: Signal<number>;

    /** Host and port. */
    readonly broker: string;
    readonly connection: Signal<ConnectionState>;
    readonly returned: Signal<Return | undefined>;
    /** What the broker refused last, in its own words. */
    readonly refusal: Signal<string | undefined>;
    /** Events received in the last second. */
    readonly rate: Signal<number>;
    /** While the broker samples for us: how many there were in the last second, and how many of them we got. */
    readonly sampling: Signal<{ readonly seen: number; readonly sent: number } | undefined>;
    readonly history: Signal<HistorySize | undefined>;
    /** Publishers whose clock is off by more than 2 s. */
    readonly skewed: Signal<readonly SkewedClock[]>;
    /** Whether somebody may be looking; errors that come while nobody does are counted. */
    readonly isVisible: Signal<boolean>;
    readonly unseenErrors: Signal<number>;

    readonly view: Signal<ViewName>;
    /** What the query box holds and is applied. Always parses. */
    readonly query: Signal<string>;
    readonly hidden: Signal<ReadonlySet<Kind>>;
    /** The query without the hidden levels: what subscriptions, histograms and exports ask with. */
    readonly asked: ReadonlySignal<string>;
    /** `asked`, compiled. */
    readonly compiled: ReadonlySignal<Query>;
    readonly range: Signal<TimeRange>;
    readonly mode: Signal<Mode>;
    readonly fill: Signal<Fill>;
    readonly isPaused: Signal<boolean>;
    /** In pixels, of the table's visible part. */
    readonly height: Signal<number>;

    /** The row that has the keyboard's attention. */
    readonly selected: Signal<EventRow | undefined>;
    readonly isDetailOpen: Signal<boolean>;
    /** Where the page is narrow, the side panel is a drawer. */
    readonly isSideOpen: Signal<boolean>;
    readonly isHelpOpen: Signal<boolean>;
    readonly theme: Signal<Theme>;
    /** Once a second, for what tells "ago". Milliseconds since 1970. */
    readonly now: Signal<number>;
}

// Everything that the page shows. Views read it; only actions change it, each part's its own slice.
export type State = CoreState & QueryBoxState & TimeState & PanelState & TableState & DetailState;

const capacity = 100_000;

export function createState(view: View, broker: string, theme: Theme): State {
    return {
        ...createCoreState(view, broker, theme),
        ...createQueryBoxState(view),
        ...createTimeState(view),
        ...createPanelState(view),
        ...createTableState(view),
        ...createDetailState(view),
    };
}

function createCoreState(view: View, broker: string, theme: Theme): CoreState {
    const query = signal(parses(view.query) ? view.query : "");
    const hidden = signal(view.hidden);
    return {
        window: new EventWindow(capacity),
        scroll: new Scroll(),
        revision: signal(0),
        broker,
        connection: signal<ConnectionState>({ kind: "closed" }),
        returned: signal<Return | undefined>(undefined),
        refusal: signal<string | undefined>(undefined),
        rate: signal(0),
        sampling: signal<{ seen: number; sent: number } | undefined>(undefined),
        history: signal<HistorySize | undefined>(undefined),
        skewed: signal<readonly SkewedClock[]>([]),
        isVisible: signal(true),
        unseenErrors: signal(0),
        view: signal(view.view),
        query,
        hidden,
        ...askedOf(query, hidden),
        range: signal(view.range),
        mode: signal<Mode>({ kind: view.range.kind === "last" ? "live" : "past" }),
        fill: signal<Fill>({ kind: "partial" }),
        isPaused: signal(false),
        height: signal(0),
        selected: signal<EventRow | undefined>(undefined),
        isDetailOpen: signal(false),
        isSideOpen: signal(false),
        isHelpOpen: signal(false),
        theme: signal(theme),
        now: signal(Date.now()),
    };
}
