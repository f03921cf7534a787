import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";

import type { IncidentAbout } from "../model/incident";
import { searchedText } from "../model/event_text";
import type { Kind } from "../model/level";
import { advanced, countUntil, type Speed, type TimedRow } from "../model/replay";

// What the page within a saved incident shows. Only its actions change it.
export interface IncidentPageState {
    readonly about: IncidentAbout;
    /** All that the file has, in the order of time. */
    readonly rows: readonly TimedRow[];
    readonly start: number;
    readonly end: number;

    readonly search: Signal<string>;
    readonly hidden: Signal<ReadonlySet<Kind>>;
    /** Up to when events are shown, in milliseconds since 1970. */
    readonly at: Signal<number>;
    readonly isPlaying: Signal<boolean>;
    readonly speed: Signal<Speed>;
    readonly selected: Signal<TimedRow | undefined>;
    readonly isDetailOpen: Signal<boolean>;
    readonly isPrinting: Signal<boolean>;

    /** What search and levels leave. */
    readonly found: ReadonlySignal<readonly TimedRow[]>;
    /** And what of it has happened by now: so many of the first. */
    readonly shown: ReadonlySignal<number>;
}

export interface IncidentPageActions {
    find(text: string): void;
    toggleLevel(level: Kind): void;
    goTo(time: number): void;
    togglePlay(): void;
    setSpeed(speed: Speed): void;
    /** So many milliseconds of the reader have passed. */
    pass(elapsed: number): void;
    open(row: TimedRow): void;
    moveSelection(by: number): void;
    closeDetail(): void;
    setPrinting(isPrinting: boolean): void;
}

export function createIncidentPageState(about: IncidentAbout, rows: readonly TimedRow[]): IncidentPageState {
    const end = rows.at(-1)?.time ?? 0;
    const search = signal("");
    const hidden = signal<ReadonlySet<Kind>>(new Set());
    const at = signal(end);
    const found = foundIn(rows, search, hidden);
    return {
        about,
        rows,
        start: rows[0]?.time ?? 0,
        end,
        search,
        hidden,
        at,
        isPlaying: signal(false),
        speed: signal<Speed>(1),
        selected: signal<TimedRow | undefined>(undefined),
        isDetailOpen: signal(false),
        isPrinting: signal(false),
        found,
        shown: computed(() => countUntil(found.value, at.value)),
    };
}

export function incidentPageActions(state: IncidentPageState): IncidentPageActions {
    return { ...playActions(state), ...readActions(state) };
}

function playActions(state: IncidentPageState): Pick<IncidentPageActions, "goTo" | "togglePlay" | "setSpeed" | "pass"> {
    const { at, isPlaying, speed, start, end } = state;
    return {
        goTo: (time) => void (at.value = Math.min(Math.max(time, start), end)),
        togglePlay: () =>
            batch(() => {
                // At its end it begins again.
                if (!isPlaying.value && at.value >= end) at.value = start;
                isPlaying.value = !isPlaying.value;
            }),
        setSpeed: (next) => void (speed.value = next),
        pass: (elapsed) =>
            batch(() => {
                at.value = advanced(at.value, elapsed, speed.value, end);
                if (at.value >= end) isPlaying.value = false;
            }),
    };
}

function readActions(state: IncidentPageState): Omit<IncidentPageActions, "goTo" | "togglePlay" | "setSpeed" | "pass"> {
    const { search, hidden, selected, isDetailOpen, isPrinting, found, shown } = state;
    return {
        find: (text) => void (search.value = text),
        toggleLevel(level) {
            const next = new Set(hidden.value);
            if (!next.delete(level)) next.add(level);
            hidden.value = next;
        },
        open: (row) =>
            batch(() => {
                selected.value = row;
                isDetailOpen.value = true;
            }),
        moveSelection(by) {
            const row = selected.value;
            const from = row === undefined ? -1 : countUntilNo(found.value, row.no) - 1;
            const to = Math.min(Math.max(from + by, 0), shown.value - 1);
            if (to >= 0) selected.value = found.value[to];
        },
        closeDetail: () => void (isDetailOpen.value = false),
        setPrinting: (next) => void (isPrinting.value = next),
    };
}

// What an event says is put together when it is first looked for.
function foundIn(rows: readonly TimedRow[], search: Signal<string>, hidden: Signal<ReadonlySet<Kind>>) {
    const texts = new Map<number, string>();
    const textOf = ({ no, event }: TimedRow): string => {
        const text = texts.get(no) ?? searchedText(event);
        texts.set(no, text);
        return text;
    };
    return computed<readonly TimedRow[]>(() => {
        const wanted = search.value.trim().toLowerCase();
        const without = hidden.value;
        if (wanted === "" && without.size === 0) return rows;
        return rows.filter((row) => !without.has(row.level) && (wanted === "" || textOf(row).includes(wanted)));
    });
}

function countUntilNo(rows: readonly TimedRow[], no: number): number {
    const index = rows.findIndex((row) => row.no > no);
    return index < 0 ? rows.length : index;
}
