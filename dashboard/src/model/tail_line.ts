import { memberOf, type RealtimeEvent } from "./event";
import { formatTime } from "./format";
import { isObject, writeJson, type Json } from "./json";
import { kindOf } from "./level";

// An event as `logbeam tail` prints it, without its last line end. Only a floating-point number may be spelled another
// way: what came as 1e+05 is 100000 here.
export function tailLine(event: RealtimeEvent): string {
    const level = memberOf(event, "level");
    const kind = typeof level === "string" ? kindOf(event) : "event";
    const start = `${formatTime(event.timestamp)} ${kind.padEnd(widest)} ${printable(event.topic)}  `;
    if (kind === "event") return `${start}${printable(event.type)} ${printable(writeJson(event.data))}`;
    const message = memberOf(event, "message");
    const text = typeof message === "string" ? message : "";
    return start + printable(text) + fieldsBeside(event.data, text);
}

const widest = "critical".length;

const toldElsewhere = new Set(
    "level message logger thread file line function site template template_guessed".split(" "),
);

function fieldsBeside(data: Json, message: string): string {
    if (!isObject(data)) return "";
    return Object.entries(data)
        .filter(([key]) => !toldElsewhere.has(key) && !message.includes(`${key}=`))
        .map(([key, value]) => printable(` ${key}=${typeof value === "string" ? value : writeJson(value)}`))
        .join("");
}

// No terminal that it is pasted into takes it for a control sequence.
function printable(text: string): string {
    return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, escaped).replaceAll("\n", "\n    ");
}

function escaped(character: string): string {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
