import type { RealtimeEvent } from "../event";
import { isObject, type Json, type JsonObject } from "../json";

// Finds what a path leads to, wherever that is: `a.b` is the key `b` in the object `a`, in an object of the array `a`,
// or the key `a.b`.

export type ValueTest = (value: Json) => boolean;
export type EventTest = (event: RealtimeEvent) => boolean;

const deepest = 64;

/** Whether the test accepts a place that the path leads to. */
export function anyPlace(path: string, test: ValueTest): EventTest {
    switch (path) {
        case "id":
        case "type":
        case "source":
            return (event) => test(event[path]);
        case "clientId":
        case "metadata":
            return (event) => {
                const value = event[path];
                return value !== undefined && test(value);
            };
    }
    const dot = path.indexOf(".");
    const walk = walkTo(path.slice(dot + 1), test);
    const isInData = path.startsWith("data.");
    return (event) => {
        const top = isInData ? event.data : event.metadata;
        return isObject(top) && walk(top);
    };
}

/** The same for values: those of an array one by one, of arrays in it too. */
export function anyValue(path: string, test: ValueTest): EventTest {
    const each = (value: Json): boolean => (Array.isArray(value) ? value.some(each) : test(value));
    return anyPlace(path, each);
}

function walkTo(path: string, test: ValueTest): (top: JsonObject) => boolean {
    if (!path.includes(".")) {
        return (top) => {
            const value = memberOf(top, path);
            return value !== undefined && test(value);
        };
    }
    const keyOf = keysOf(path.split("."));
    const count = path.split(".").length;

    function inObject(object: JsonObject, from: number, depth: number): boolean {
        for (let to = from + 1; to <= count; to += 1) {
            const value = memberOf(object, keyOf(from, to));
            if (value === undefined) continue;
            if (to === count ? test(value) : isIn(value, to, depth + 1)) return true;
        }
        return false;
    }
    function isIn(value: Json, from: number, depth: number): boolean {
        if (depth > deepest) return false;
        if (Array.isArray(value)) return value.some((each) => isIn(each, from, depth + 1));
        return isObject(value) && inObject(value, from, depth);
    }
    return (top) => inObject(top, 0, 1);
}

// What the engine looks up fast; a name that all objects have from birth is looked at once more.
function memberOf(object: JsonObject, key: string): Json | undefined {
    const value = object[key];
    return value !== undefined && key in Object.prototype && !Object.hasOwn(object, key) ? undefined : value;
}

// A few of a path's names as one key, made once.
function keysOf(names: readonly string[]): (from: number, to: number) => string {
    const made: string[][] = [];
    return (from, to) => {
        const row = (made[from] ??= []);
        return (row[to] ??= names.slice(from, to).join("."));
    };
}
