import type { FieldInfo } from "../stream/api";

// Fields that have a place of their own on the page, or a value of their own in each event.
const elsewhere = new Set("level topic type message clientId template site thread line function".split(" "));
const everywhere = new Set(["source", "logger"]);
const most = 3;

/** The fields whose top values say most, until somebody chooses: few values, in many events. */
export function suggestFields(fields: readonly FieldInfo[], lookedAt: number): readonly string[] {
    const telling = fields.filter(
        (field) =>
            !elsewhere.has(field.name) &&
            !/(^|[_.-])id$/i.test(field.name) &&
            !field.name.startsWith("metadata.") &&
            shareOfTop(field) > 0.5 &&
            field.values.length > 1,
    );
    const common = telling.filter(({ count }) => count > lookedAt / 50).map(({ name }) => name);
    // What the program's own fields say comes before who said it, which stands in every row.
    const isOwn = (name: string): boolean => !everywhere.has(name);
    return [...common.filter(isOwn), ...common.filter((name) => !isOwn(name))].slice(0, most);
}

/** How much of the field its listed values are. */
export function shareOfTop({ count, values }: FieldInfo): number {
    return count === 0 ? 0 : values.reduce((sum, value) => sum + value.count, 0) / count;
}
