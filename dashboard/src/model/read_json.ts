import { isObject, type Json, type JsonObject } from "./json";

// Members of what the broker says: what is absent or ill-typed reads as empty.

// Counts stay below 2^53; a field's own numbers may not, and a chart has no use for their last digit.
export function number(value: Json | undefined): number {
    return typeof value === "number" || typeof value === "bigint" ? Number(value) : 0;
}

export function text(value: Json | undefined): string {
    return typeof value === "string" ? value : "";
}

export function list(value: Json | undefined): Json[] {
    return Array.isArray(value) ? value : [];
}

export function object(value: Json | undefined): JsonObject {
    return isObject(value) ? value : {};
}

export function counts(value: Json | undefined): Record<string, number> {
    return Object.fromEntries(Object.entries(object(value)).map(([key, count]) => [key, number(count)]));
}
