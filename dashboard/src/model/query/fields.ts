import type { Field } from "./ast";

const prefix = "data.";
const envelopeTexts = new Set(["id", "type", "source", "clientId", "metadata"]);

/** The envelope's names, else a path in `data`. */
export function fieldNamed(name: string): Field {
    if (name === "level" || name === "topic" || name === "seq" || name === "timestamp") return { kind: name };
    if (name === "time") return { kind: "timestamp" };
    const isWhole = envelopeTexts.has(name) || name.startsWith("metadata.") || name.startsWith(prefix);
    return { kind: "text", path: isWhole ? name : prefix + name };
}

/** The shortest name of it. */
export function nameOf(field: Field): string {
    if (field.kind !== "text") return field.kind;
    if (!field.path.startsWith(prefix)) return field.path;
    const name = field.path.slice(prefix.length);
    return sameField(fieldNamed(name), field) ? name : field.path;
}

export function sameField(left: Field, right: Field): boolean {
    return left.kind === right.kind && pathOf(left) === pathOf(right);
}

/** Where in the event it is looked for: a level may stand in `data`. Empty where it is known without looking. */
export function pathOf(field: Field): string {
    if (field.kind === "text") return field.path;
    return field.kind === "level" ? "data.level" : "";
}
