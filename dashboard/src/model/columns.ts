import type { TimeStyle } from "./format";

// Which columns the table has, in what order and how wide. A column that is none of the page's own shows a field, by
// the path that a query names it with.

export interface Column {
    readonly id: string;
    /** In pixels; without, as wide as is usual. */
    readonly width?: number;
}

/** What the page knows by itself, in the order in which it is offered. */
export const ownColumns: readonly string[] =
    "time level who source logger message topic type thread seq id clientId".split(" ");

export const usualColumns: readonly Column[] = ["time", "level", "who", "message"].map((id) => ({ id }));

const usualWidths: Readonly<Record<string, number>> = { time: 92, level: 14, who: 168, seq: 72, id: 180, type: 140 };
const usualWidth = 120;
const flexible = "message";
const [narrowest, widest] = [24, 2000];
const levelWidth = 14;
const leastMessage = 200;
const most = 30;
const longestId = 200;

// `time,level,who:210,message,user.id`; nothing where nothing of it is a column.
export function readColumns(text: string): readonly Column[] | undefined {
    const columns = new Map<string, Column>();
    for (const part of text.split(",").slice(0, most)) {
        const [id = "", width] = part.split(":").map(decode);
        if (id === "" || id.length > longestId || columns.has(id)) continue;
        columns.set(id, withWidth(id, width === undefined ? undefined : Number(width)));
    }
    return columns.size === 0 ? undefined : [...columns.values()];
}

// Empty for the usual ones.
export function writeColumns(columns: readonly Column[]): string {
    const text = columns.map(({ id, width }) => encode(id) + (width === undefined ? "" : `:${width}`)).join(",");
    return text === usualColumns.map(({ id }) => id).join(",") ? "" : text;
}

export function hasColumn(columns: readonly Column[], id: string): boolean {
    return columns.some((column) => column.id === id);
}

// Behind the others; a field's stands before the message, which takes what room is left.
export function withColumn(columns: readonly Column[], id: string): readonly Column[] {
    if (hasColumn(columns, id) || columns.length >= most || id.length > longestId) return columns;
    const message = columns.findIndex((column) => column.id === flexible);
    const place = message < 0 ? columns.length : message;
    return [...columns.slice(0, place), { id }, ...columns.slice(place)];
}

// The last one stays: a table without columns has no way back.
export function withoutColumn(columns: readonly Column[], id: string): readonly Column[] {
    return columns.length === 1 ? columns : columns.filter((column) => column.id !== id);
}

export function movedColumn(columns: readonly Column[], id: string, to: number): readonly Column[] {
    const column = columns.find((each) => each.id === id);
    if (column === undefined) return columns;
    const others = columns.filter((each) => each !== column);
    const place = Math.min(Math.max(to, 0), others.length);
    return [...others.slice(0, place), column, ...others.slice(place)];
}

/** Without a width it becomes as wide as is usual. */
export function resizedColumn(columns: readonly Column[], id: string, width: number | undefined): readonly Column[] {
    return columns.map((column) => (column.id === id ? withWidth(id, width) : column));
}

/** Nothing where it takes what room is left. */
export function widthOf({ id, width }: Column, timeWidth = usualWidths["time"]): number | undefined {
    if (width !== undefined) return width;
    if (id === flexible) return undefined;
    return id === "time" ? timeWidth : (usualWidths[id] ?? usualWidth);
}

// What a time takes in the type of the rows.
export function timeWidthOf({ clock, withDate, withNanoseconds }: TimeStyle): number {
    if (clock === "relative") return 84;
    const characters = 12 + (withDate ? 11 : 0) + (withNanoseconds ? 6 : 0);
    return Math.ceil(characters * 7.25) + 5;
}

// Below this the table scrolls sideways.
export function leastWidth(columns: readonly Column[], timeWidth: number): number {
    const gap = 8;
    return columns.reduce((sum, column) => sum + gap + (widthOf(column, timeWidth) ?? leastMessage), 4 + 16);
}

// The tracks of the grid that every row is: an edge in the colour of the level, and the columns.
export function tracksOf(columns: readonly Column[], timeWidth: number): string {
    const widths = columns.map((column) => widthOf(column, timeWidth));
    const tracks = widths.map((width) => (width === undefined ? `minmax(${leastMessage}px, 1fr)` : `${width}px`));
    return ["4px", ...tracks, ...(widths.includes(undefined) ? [] : ["minmax(0, 1fr)"])].join(" ");
}

// On a telephone the usual columns do without who said it; what somebody has chosen stays.
export function fittingColumns(columns: readonly Column[], width: number): readonly Column[] {
    return width >= 640 || writeColumns(columns) !== "" ? columns : columns.filter(({ id }) => id !== "who");
}

function withWidth(id: string, width: number | undefined): Column {
    if (width === undefined || !Number.isFinite(width)) return { id };
    const least = id === "level" ? levelWidth : narrowest;
    return { id, width: Math.round(Math.min(Math.max(width, least), widest)) };
}

function encode(id: string): string {
    return id.replaceAll(/[%,:]/g, encodeURIComponent);
}

function decode(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
