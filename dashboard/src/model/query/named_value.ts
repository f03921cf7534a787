import type { RealtimeEvent } from "../event";
import type { Json } from "../json";
import type { Field, Term } from "./ast";
import { fieldNamed, nameOf } from "./fields";
import { parseLevel } from "./level_operand";
import { parseMoment } from "./moment";
import { numberOf } from "./number";
import { topicProblem } from "./topic_pattern";

/** The term that finds exactly this value of a field; of an object or array, that the field is there. */
export function termOf(name: string, value: Json): Term {
    const field = fieldNamed(name);
    if (typeof value === "object" && value !== null) return { kind: "exists", field };
    const text = String(value);
    const order = ":";
    switch (field.kind) {
        case "level": {
            const level = parseLevel(text);
            if (level !== undefined) return { kind: "level", field, order, text: level };
            break;
        }
        case "topic":
            if (topicProblem(text) === undefined) return { kind: "topic", field, text };
            break;
        case "timestamp": {
            const time = parseMoment(text, new Date());
            if (time !== undefined) return { kind: "time", field, order, text, time };
            break;
        }
        case "seq": {
            const number = numberOf(text);
            if (number !== undefined) return { kind: "number", field, order, text, number };
            break;
        }
        case "text":
            return { kind: "value", field, pattern: [text] };
    }
    // What the envelope's field cannot be is one that is called like it.
    return { kind: "value", field: fieldNamed(`data.${name}`), pattern: [text] };
}

/** An event of which nothing is known but this. */
export function eventWith(field: Field, value: Json): RealtimeEvent {
    const unknown = { id: "", topic: "", type: "", source: "", timestamp: "", seq: 0, data: {} };
    const name = nameOf(field);
    if (field.kind === "level") return { ...unknown, data: { level: value } };
    if (field.kind !== "text") return { ...unknown, [name]: value };
    const dot = field.path.indexOf(".");
    if (dot < 0) return { ...unknown, [field.path]: value };
    return { ...unknown, [field.path.slice(0, dot)]: { [field.path.slice(dot + 1)]: value } };
}
