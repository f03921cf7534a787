import type { RealtimeEvent } from "../model/event";
import type { Json, JsonObject } from "../model/json";

// What the broker answers over HTTP (docs/http_api.md), as far as the page asks. Each rejects with an ApiError, and
// ends early where the signal says so.
export interface Api {
    /** Found events one by one, newest first unless asked otherwise; resolves with the last progress. */
    events(ask: EventsAsk, found: EventsFound, signal?: AbortSignal): Promise<EventsDone>;
    histogram(ask: HistogramAsk, signal?: AbortSignal): Promise<Histogram>;
    fields(ask: RangeAsk & { readonly sample?: number }, signal?: AbortSignal): Promise<FieldsAnswer>;
    templates(ask: RangeAsk & { readonly limit?: number }, signal?: AbortSignal): Promise<TemplatesAnswer>;
    topics(signal?: AbortSignal): Promise<readonly TopicInfo[]>;
    clients(signal?: AbortSignal): Promise<readonly ClientInfo[]>;
    /** The brokers over one NATS cluster, this one first; none where the broker is alone. */
    edges(signal?: AbortSignal): Promise<readonly EdgeInfo[]>;
    /** As they come: the views read what they show. */
    accounting(signal?: AbortSignal): Promise<Json>;
    stats(signal?: AbortSignal): Promise<Json>;
    /** Of the programs that let their levels be set. */
    levels(signal?: AbortSignal): Promise<readonly PublisherLevels[]>;
    /** For a while: it goes back by itself. */
    setLevel(ask: LevelAsk): Promise<void>;
    /** That the broker keeps for everybody. */
    views(signal?: AbortSignal): Promise<KeptViews>;
    putView(name: string, view: Json): Promise<void>;
    deleteView(name: string): Promise<void>;
    /** Where a file of it comes from: `/api/events?format=ndjson&…`. */
    exportUrl(ask: EventsAsk): string;
    /** Whether a link is enough for that: it carries no token, and the browser saves no file of another origin. */
    readonly isLinkable: boolean;
    /** The same file, by the page itself; tells how many bytes there are so far. */
    exportFile(ask: EventsAsk, progress: (bytes: number) => void, signal: AbortSignal): Promise<Blob>;
    /** What parts of the page that come later ask for: they read the answer themselves. */
    call(call: Call, signal?: AbortSignal): Promise<JsonObject>;
    /** The same, of an answer in lines: as they come, all that a piece of it completes together. */
    callLines(call: Call, found: (lines: readonly JsonObject[]) => void, signal?: AbortSignal): Promise<void>;
}

export interface Call {
    /** GET without it. */
    readonly method?: string;
    /** Behind `/api/`. */
    readonly path: string;
    readonly parameters?: Readonly<Record<string, string>>;
    readonly body?: Json;
}

export interface RangeAsk {
    readonly query?: string;
    /** RFC 3339, a date, or `-15m`. */
    readonly from?: string;
    readonly to?: string;
}

export interface EventsAsk extends RangeAsk {
    readonly before?: number;
    readonly after?: number;
    readonly order?: "newest" | "oldest";
    readonly limit?: number;
}

export interface Progress {
    readonly blocks: number;
    readonly scanned: number;
    readonly skipped: number;
    readonly damaged: number;
    readonly events: number;
    readonly matched: number;
}

export interface EventsFound {
    events(found: readonly RealtimeEvent[]): void;
    progress?(progress: Progress): void;
}

/** `next` is there where there may be more. */
export interface EventsDone {
    readonly epoch: string;
    readonly progress: Progress;
    readonly next?: number;
}

export interface HistogramAsk extends RangeAsk {
    readonly bucket?: string;
    readonly by?: string;
    readonly value?: string;
}

export interface Histogram {
    readonly from: string;
    readonly to: string;
    readonly bucket: string;
    readonly keys: readonly string[];
    readonly total: number;
    readonly buckets: readonly Bucket[];
    readonly complete: boolean;
    readonly progress: Progress;
}

export interface Bucket {
    readonly time: string;
    readonly count: number;
    readonly counts: Readonly<Record<string, number>>;
    readonly other?: number;
    /** Of the asked value; the others are there when `values` is not 0. */
    readonly values?: number;
    readonly avg?: number;
    readonly p50?: number;
    readonly p95?: number;
    readonly p99?: number;
    readonly approximate?: boolean;
}

export interface FieldsAnswer {
    readonly sampled: boolean;
    readonly looked_at: number;
    readonly fields: readonly FieldInfo[];
}

export interface FieldInfo {
    readonly name: string;
    readonly count: number;
    readonly types: readonly string[];
    readonly values: readonly { readonly value: Json; readonly count: number }[];
}

export interface TemplatesAnswer {
    readonly from: string;
    readonly to: string;
    readonly total: number;
    readonly omitted: number;
    readonly templates: readonly TemplateInfo[];
    readonly complete: boolean;
}

export interface TemplateInfo {
    readonly by: "template" | "site" | "message" | "type";
    readonly template: string;
    readonly count: number;
    readonly level: string;
    readonly first: { readonly time: string; readonly seq: number };
    readonly last: { readonly time: string; readonly seq: number };
    readonly new?: boolean;
    readonly example?: RealtimeEvent;
}

export interface TopicInfo {
    readonly name: string;
    readonly events: number;
    readonly bytes: number;
    readonly perSecond: number;
    readonly lastSeq: number;
    readonly levels: Readonly<Record<string, number>>;
}

export interface ClientInfo {
    readonly id: string;
    readonly user: string;
    readonly dialect: string;
    readonly source: string;
    readonly address: string;
    readonly topics: readonly string[];
    readonly since: string;
    readonly eventsIn: number;
    readonly bytesIn: number;
    readonly bytesOut: number;
    readonly skipped: number;
    /** The broker that it is connected to; empty where there is only one. */
    readonly edge: string;
}

export interface EdgeInfo {
    readonly id: string;
    readonly url: string;
    readonly version: string;
    readonly started: string;
    readonly isThis: boolean;
    readonly leads: boolean;
    readonly isCaughtUp: boolean;
    readonly lastSeq: number;
    readonly eventsPerSecond: number;
    readonly deliveriesPerSecond: number;
    readonly subscribers: number;
    readonly clients: number;
}

/** A connected program, and how much its loggers say. */
export interface PublisherLevels {
    readonly publisher: string;
    readonly source: string;
    readonly address: string;
    readonly loggers: readonly LoggerLevel[];
}

/** `was` and `until` (RFC 3339) are there while a change stands. */
export interface LoggerLevel {
    readonly name: string;
    readonly level: string;
    readonly was?: string;
    readonly until?: string;
}

/** Of one publisher, or of all of a source; without a logger, of all that it has. The default logger is named "". */
export interface LevelAsk {
    readonly publisher?: string;
    readonly source?: string;
    readonly logger?: string;
    readonly level: string;
    /** `90s`, `5m`, `1h`. */
    readonly for: string;
}

export interface KeptViews {
    readonly views: readonly KeptView[];
    /** False where they last as long as the broker runs. */
    readonly kept: boolean;
}

export interface KeptView {
    readonly name: string;
    /** Whatever somebody has put there. */
    readonly view: Json;
    readonly by: string;
    readonly saved: string;
}

// What the broker refused, or that it did not answer (`error` is 0).
export class ApiError extends Error {
    constructor(
        readonly error: number,
        readonly detail: string,
        readonly mayRetry: boolean,
    ) {
        super(detail);
    }
}
