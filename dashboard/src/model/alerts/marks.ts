import { millisecondsOf } from "../instant";
import type { Alert } from "./alert";

// Where alerts began and ended, on a line of time.
export interface Mark {
    /** Milliseconds since 1970. */
    readonly time: number;
    /** All that stand too close together to be told apart, oldest first. */
    readonly alerts: readonly Alert[];
}

// So many places for marks are told apart on the line.
const places = 120;

/** Of transitions in any order, those in which firing began or ended within a span. */
export function marksOf(transitions: readonly Alert[], from: number, to: number): readonly Mark[] {
    const width = Math.max((to - from) / places, 1);
    const marks = new Map<number, Alert[]>();
    const told = transitions.filter(isMark).sort((left, right) => (left.at < right.at ? -1 : 1));
    for (const alert of told) {
        const time = millisecondsOf(alert.at);
        if (!(time >= from && time <= to)) continue;
        const place = Math.floor(time / width);
        const there = marks.get(place);
        if (there === undefined) marks.set(place, [alert]);
        else there.push(alert);
    }
    return [...marks.values()].map((alerts) => ({ time: millisecondsOf((alerts[0] as Alert).at), alerts }));
}

// What recovered, or had no data, and fires again has never ended.
function isMark({ state, was, isShadow }: Alert): boolean {
    if (isShadow) return false;
    return (state === "firing" && was !== "recovering" && was !== "nodata") || state === "resolved";
}
