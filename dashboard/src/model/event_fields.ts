import { fieldsOf, type RealtimeEvent } from "./event";
import { isObject, type Json, type JsonObject } from "./json";

// An event as the tree of its fields, each with the name that a query has for it.

export interface FieldNode {
    readonly name: string;
    /** As a query names it. What stands in arrays has the array's name, there are no positions. */
    readonly field: string;
    readonly value: Json;
}

export interface FieldGroup {
    readonly kind: "own" | "call" | "envelope";
    readonly nodes: readonly FieldNode[];
}

// Fields of the user first, then what the log call and the envelope say.
export function fieldGroups(event: RealtimeEvent): readonly FieldGroup[] {
    const own = fieldsOf(event).map(([name, value]) => dataNode(name, value));
    const ownNames = new Set(own.map(({ name }) => name));
    // Only data that is an object has fields; what else it may be is shown, but cannot be asked for.
    const call = isObject(event.data) ? callOf(event.data, ownNames) : [node("data", event.data, "")];
    const groups: FieldGroup[] = [
        { kind: "own", nodes: own },
        { kind: "call", nodes: call },
        { kind: "envelope", nodes: envelopeOf(event) },
    ];
    return groups.filter(({ nodes }) => nodes.length > 0);
}

// The members of an object, the items of an array; nothing of anything else.
export function childrenOf({ field, value }: FieldNode): readonly FieldNode[] {
    if (Array.isArray(value)) return value.map((each, index) => ({ name: String(index), field, value: each }));
    if (!isObject(value)) return [];
    return Object.entries(value).map(([name, each]) => ({
        name,
        field: field === "" ? "" : `${field}.${name}`,
        value: each,
    }));
}

// Whether a query can ask for exactly this value.
export function isAskable({ field, value }: FieldNode): boolean {
    if (field === "" || field.length > longestAsked) return false;
    return typeof value === "object" ? value === null : String(value).length <= longestAsked;
}

const longestAsked = 1000;

// Named as an id, or written as one (a UUID, a trace's hexadecimal digits): what other events may share.
export function isIdentifier({ name, field, value }: FieldNode): boolean {
    if (field === "id") return false; // the event's own: no other one has it
    if (typeof value === "string") return value !== "" && value.length <= 200 && (isIdName(name) || isIdText(value));
    return (typeof value === "bigint" || Number.isInteger(value)) && isIdName(name);
}

function isIdName(name: string): boolean {
    return /(^|[._-])(id|uuid|guid|trace|span|correlation)$/i.test(name) || /[a-z]I[dD]$/.test(name);
}

function isIdText(text: string): boolean {
    return /^([\da-f]{16}|[\da-f]{32}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i.test(text);
}

const envelopeNames = new Set(
    "level topic timestamp time seq id type source clientId message metadata data".split(" "),
);
// A query's `level` and `message` are those of the data.
const sameInData = new Set(["level", "message"]);

function dataNode(name: string, value: Json): FieldNode {
    const first = name.split(".", 1)[0] ?? name;
    return { name, field: envelopeNames.has(first) && !sameInData.has(name) ? `data.${name}` : name, value };
}

// The message stands above it all, the line beside its file.
function callOf(data: JsonObject, own: ReadonlySet<string>): FieldNode[] {
    const told = new Set(["message", ...(typeof data["file"] === "string" ? ["line"] : []), ...own]);
    return Object.entries(data)
        .filter(([name]) => !told.has(name))
        .map(([name, value]) => dataNode(name, value));
}

function envelopeOf(event: RealtimeEvent): FieldNode[] {
    const plain = (["topic", "source", "type", "timestamp", "id", "seq"] as const).map((name) =>
        node(name, event[name]),
    );
    const metadata = Object.entries(event.metadata ?? {}).map(([name, value]) => node(name, value, `metadata.${name}`));
    return [...plain, ...(event.clientId === undefined ? [] : [node("clientId", event.clientId)]), ...metadata];
}

function node(name: string, value: Json, field = name): FieldNode {
    return { name, field, value };
}
