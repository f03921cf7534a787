// What the broker answers, as stream/api.ts has it. What is absent or ill-typed reads as empty.
import { readEvent } from "../model/event";
import { isObject, type Json, type JsonObject } from "../model/json";
import { counts, list, number, object, text } from "../model/read_json";
import type {
    Bucket,
    ClientInfo,
    EdgeInfo,
    FieldInfo,
    FieldsAnswer,
    Histogram,
    KeptViews,
    LoggerLevel,
    Progress,
    PublisherLevels,
    TemplateInfo,
    TemplatesAnswer,
    TopicInfo,
} from "./api";

export function readProgress(value: Json | undefined): Progress {
    const { blocks, scanned, skipped, damaged, events, matched } = object(value);
    return {
        blocks: number(blocks),
        scanned: number(scanned),
        skipped: number(skipped),
        damaged: number(damaged),
        events: number(events),
        matched: number(matched),
    };
}

export function readHistogram(answer: JsonObject): Histogram {
    const { from, to, bucket, keys, total, buckets, complete, progress } = answer;
    return {
        from: text(from),
        to: text(to),
        bucket: text(bucket),
        keys: list(keys).map(text),
        total: number(total),
        buckets: list(buckets).map(readBucket),
        complete: complete === true,
        progress: readProgress(progress),
    };
}

function readBucket(value: Json): Bucket {
    const bucket = object(value);
    const measured = ["other", "values", "avg", "p50", "p95", "p99"].filter((key) => bucket[key] !== undefined);
    return {
        time: text(bucket["time"]),
        count: number(bucket["count"]),
        counts: counts(bucket["counts"]),
        ...Object.fromEntries(measured.map((key) => [key, number(bucket[key])])),
        ...(bucket["approximate"] === true && { approximate: true }),
    };
}

export function readFields(answer: JsonObject): FieldsAnswer {
    return {
        sampled: answer["sampled"] === true,
        looked_at: number(answer["looked_at"]),
        fields: list(answer["fields"]).map(readField),
    };
}

function readField(value: Json): FieldInfo {
    const { name, count, types, values } = object(value);
    return {
        name: text(name),
        count: number(count),
        types: list(types).map(text),
        values: list(values).map(readValue),
    };
}

function readValue(each: Json): { value: Json; count: number } {
    const { value, count } = object(each);
    return { value: value ?? null, count: number(count) };
}

export function readTemplates(answer: JsonObject): TemplatesAnswer {
    return {
        from: text(answer["from"]),
        to: text(answer["to"]),
        total: number(answer["total"]),
        omitted: number(answer["omitted"]),
        templates: list(answer["templates"]).map(readTemplate),
        complete: answer["complete"] === true,
    };
}

const bys = ["template", "site", "message", "type"] as const;

function readTemplate(value: Json): TemplateInfo {
    const { by, template, count, level, first, last, new: isNew, example } = object(value);
    return {
        by: bys.find((each) => each === by) ?? "message",
        template: text(template),
        count: number(count),
        level: text(level),
        first: readMoment(first),
        last: readMoment(last),
        ...(typeof isNew === "boolean" && { new: isNew }),
        ...(isObject(example) && { example: readEvent(example) }),
    };
}

function readMoment(value: Json | undefined): { time: string; seq: number } {
    return { time: text(object(value)["time"]), seq: number(object(value)["seq"]) };
}

export function readTopics(answer: JsonObject): readonly TopicInfo[] {
    return list(answer["topics"]).map((value) => {
        const topic = object(value);
        return {
            name: text(topic["name"]),
            events: number(topic["events"]),
            bytes: number(topic["bytes"]),
            perSecond: number(topic["per_second"]),
            lastSeq: number(topic["last_seq"]),
            levels: counts(topic["levels"]),
        };
    });
}

export function readClients(answer: JsonObject): readonly ClientInfo[] {
    return list(answer["clients"]).map((value) => {
        const client = object(value);
        return {
            id: text(client["id"]),
            user: text(client["user"]),
            dialect: text(client["dialect"]),
            source: text(client["source"]),
            address: text(client["address"]),
            topics: list(client["topics"]).map(text),
            since: text(client["since"]),
            eventsIn: number(client["events_in"]),
            bytesIn: number(client["bytes_in"]),
            bytesOut: number(client["bytes_out"]),
            skipped: number(client["skipped"]),
            edge: text(client["edge"]),
        };
    });
}

export function readEdges(answer: JsonObject): readonly EdgeInfo[] {
    return list(answer["edges"]).map((value) => {
        const edge = object(value);
        return {
            id: text(edge["id"]),
            url: text(edge["url"]),
            version: text(edge["version"]),
            started: text(edge["started"]),
            isThis: edge["is_this"] === true,
            leads: edge["leads"] === true,
            isCaughtUp: edge["is_caught_up"] === true,
            lastSeq: number(edge["last_seq"]),
            eventsPerSecond: number(edge["events_per_second"]),
            deliveriesPerSecond: number(edge["deliveries_per_second"]),
            subscribers: number(edge["subscribers"]),
            clients: number(edge["clients"]),
        };
    });
}

export function readLevels(answer: JsonObject): readonly PublisherLevels[] {
    return list(answer["publishers"]).map((value) => {
        const { publisher, source, address, loggers } = object(value);
        return {
            publisher: text(publisher),
            source: text(source),
            address: text(address),
            loggers: list(loggers).filter(isNamed).map(readLogger),
        };
    });
}

// A name may be empty: spdlog's default logger has that one.
function isNamed(value: Json): boolean {
    return typeof object(value)["name"] === "string";
}

// A change that changes nothing, or of which the end is not told, is none.
function readLogger(value: Json): LoggerLevel {
    const { name, level, was, until } = object(value);
    const isChanged = text(was) !== "" && was !== level && text(until) !== "";
    return { name: text(name), level: text(level), ...(isChanged && { was: text(was), until: text(until) }) };
}

export function readKeptViews(answer: JsonObject): KeptViews {
    const views = list(answer["views"]).map((value) => {
        const { name, view, by, saved } = object(value);
        return { name: text(name), view: view ?? null, by: text(by), saved: text(saved) };
    });
    return { views, kept: answer["kept"] === true };
}
