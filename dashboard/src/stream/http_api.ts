import { readEvent, type RealtimeEvent } from "../model/event";
import { isObject, readJson, writeJson, type Json, type JsonObject } from "../model/json";
import { ApiError, type Api, type Call, type EventsAsk, type EventsDone, type EventsFound, type Progress } from "./api";
import { readClients, readEdges, readFields, readHistogram, readKeptViews, readLevels } from "./answers";
import { readProgress, readTemplates, readTopics } from "./answers";
import { linesOf } from "./lines";

export interface HttpApiOptions {
    /** Of the broker, with a slash at its end. */
    readonly base: string;
    readonly token?: string | undefined;
    /** The origin of the page that asks; without one, of the broker's own. */
    readonly page?: string;
    readonly fetch?: typeof fetch;
}

type Parameters = Readonly<Record<string, string | number | undefined>>;

export function createHttpApi(options: HttpApiOptions): Api {
    const { base, token, page, fetch = globalThis.fetch.bind(globalThis) } = options;
    const urlOf = (path: string, parameters: Parameters): URL => {
        const url = new URL(`api/${path}`, base);
        for (const [name, value] of Object.entries(parameters)) {
            if (value !== undefined && value !== "") url.searchParams.set(name, String(value));
        }
        for (const topic of topicsOf(String(parameters["query"] ?? ""))) url.searchParams.append("topic", topic);
        return url;
    };
    const request = async (url: URL, init: RequestInit, signal?: AbortSignal): Promise<Response> => {
        const answer = await fetch(url.href, {
            ...init,
            headers: {
                ...(token && { Authorization: `Bearer ${token}` }),
                ...(init.body && { "Content-Type": "application/json" }),
            },
            credentials: "include",
            ...(signal && { signal }),
        }).catch((error: unknown) => {
            throw awayError(error, signal);
        });
        if (!answer.ok) throw await errorOf(answer);
        return answer;
    };
    const open = (path: string, parameters: Parameters, signal?: AbortSignal): Promise<Response> =>
        request(urlOf(path, parameters), {}, signal);
    const get = async (path: string, parameters: object, signal?: AbortSignal): Promise<Json> => {
        const answer = await open(path, parameters as Parameters, signal);
        return readText(await answer.text());
    };
    const ask = ({ method = "GET", path, parameters = {}, body }: Call, signal?: AbortSignal): Promise<Response> =>
        request(urlOf(path, parameters), { method, ...(body !== undefined && { body: writeJson(body) }) }, signal);
    const send = async (method: string, path: string, body?: Json): Promise<void> => {
        await ask({ method, path, ...(body !== undefined && { body }) });
    };
    const known =
        (path: string) =>
        async (parameters: object, signal?: AbortSignal): Promise<JsonObject> =>
            objectOf(await get(path, parameters, signal));

    return {
        async events(ask, found, signal) {
            const answer = await open("events", { ...ask, format: "stream" }, signal);
            return readFound(answer, found, signal);
        },
        histogram: async (ask, signal) => readHistogram(await known("histogram")(ask, signal)),
        fields: async (ask, signal) => readFields(await known("fields")(ask, signal)),
        templates: async (ask, signal) => readTemplates(await known("templates")(ask, signal)),
        topics: async (signal) => readTopics(await known("topics")({}, signal)),
        clients: async (signal) => readClients(await known("clients")({}, signal)),
        edges: async (signal) => readEdges(await known("edges")({}, signal)),
        accounting: (signal) => get("accounting", {}, signal),
        stats: (signal) => get("stats", {}, signal),
        levels: async (signal) => readLevels(await known("levels")({}, signal)),
        setLevel: (ask) => send("POST", "level", { ...ask }),
        views: async (signal) => readKeptViews(await known("views")({}, signal)),
        putView: async (name, view) => send("PUT", viewPath(name), view),
        deleteView: async (name) => send("DELETE", viewPath(name)),
        exportUrl: (ask: EventsAsk) => urlOf("events", { ...ask, format: "ndjson" }).href,
        isLinkable: !token && (page === undefined || new URL(base).origin === page),
        exportFile: async (ask, progress, signal) =>
            fileOf(await open("events", { ...ask, format: "ndjson" }, signal), progress, signal),
        async call(call, signal) {
            const text = await (await ask(call, signal)).text();
            return text === "" ? {} : objectOf(readText(text));
        },
        async callLines(call, found, signal) {
            const answer = await ask(call, signal);
            try {
                for await (const lines of linesOf(answer)) found(lines.map(readLine));
            } catch (error) {
                throw error instanceof ApiError ? error : awayError(error, signal);
            }
        },
    };
}

// A name of dots alone would be a folder to the browser, even with its dots encoded.
function viewPath(name: string): string {
    if (/^\.\.?$/.test(name)) throw new ApiError(0, "a view cannot have this name", false);
    return `views/${encodeURIComponent(name)}`;
}

// The broker's own topics are told only to those who name them.
export function topicsOf(query: string): readonly string[] {
    return /topic:[("]*\$/.test(query) ? [">", "$sys.>", "$alerts.>", "$notify.>"] : [];
}

async function readFound(answer: Response, found: EventsFound, signal?: AbortSignal): Promise<EventsDone> {
    const done: { last?: EventsDone } = {};
    try {
        for await (const lines of linesOf(answer)) {
            signal?.throwIfAborted();
            readLines(lines, found, done);
        }
    } catch (error) {
        throw error instanceof ApiError ? error : awayError(error, signal);
    }
    if (done.last === undefined) throw new ApiError(0, "the answer broke off", true);
    return done.last;
}

function readLines(lines: readonly string[], found: EventsFound, done: { last?: EventsDone }): void {
    const events: RealtimeEvent[] = [];
    let progress: Progress | undefined;
    for (const line of lines) {
        const value = readText(line);
        if (!isObject(value)) continue;
        if (value["event"] !== undefined) events.push(readEvent(value["event"]));
        else if (value["progress"] !== undefined) progress = readProgress(value["progress"]);
        else if (isObject(value["done"])) done.last = readDone(value["done"]);
        else if (value["error"] !== undefined) throw failureOf(value);
    }
    if (events.length > 0) found.events(events);
    if (progress !== undefined) found.progress?.(progress);
}

// The browser may put a blob on disk while it comes.
async function fileOf(answer: Response, progress: (bytes: number) => void, signal: AbortSignal): Promise<Blob> {
    let bytes = 0;
    const counted = new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, out) {
            progress((bytes += piece.length));
            out.enqueue(piece);
        },
    });
    try {
        return await new Response(answer.body?.pipeThrough(counted) ?? null).blob();
    } catch (error) {
        throw awayError(error, signal);
    }
}

function readDone(done: JsonObject): EventsDone {
    const { epoch, next } = done;
    return {
        epoch: typeof epoch === "string" ? epoch : "",
        progress: readProgress(done["progress"]),
        ...(typeof next === "number" && { next }),
    };
}

// An answer that has begun can say only in a line of its own that it cannot go on.
function readLine(line: string): JsonObject {
    const value = objectOf(readText(line));
    if (typeof value["error"] === "number") throw failureOf(value);
    return value;
}

function objectOf(value: Json): JsonObject {
    return isObject(value) ? value : {};
}

function readText(text: string): Json {
    try {
        return readJson(text);
    } catch {
        throw new ApiError(0, "the broker sent something that is no JSON", true);
    }
}

async function errorOf(answer: Response): Promise<ApiError> {
    const text = await answer.text().catch(() => "");
    try {
        const value = readJson(text);
        if (isObject(value) && typeof value["error"] === "number") return failureOf(value);
    } catch {
        // A proxy in between answers in its own words.
    }
    return new ApiError(0, `HTTP ${answer.status} ${answer.statusText}`.trim(), answer.status >= 500);
}

function failureOf(value: JsonObject): ApiError {
    const { error, name, detail, mayRetry } = value;
    const text = typeof detail === "string" && detail !== "" ? detail : String(name ?? "refused");
    return new ApiError(typeof error === "number" ? error : 0, text, mayRetry === true);
}

// What was given up on purpose stays what it is.
function awayError(error: unknown, signal?: AbortSignal): unknown {
    return signal?.aborted ? error : new ApiError(0, "the broker cannot be reached", true);
}
