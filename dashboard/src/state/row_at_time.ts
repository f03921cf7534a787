import type { Row } from "../model/row";

interface Rows {
    readonly length: number;
    at(index: number): Row | undefined;
}

/** The first row of a time or later; nothing where the rows do not reach back that far, or not that far ahead. */
export function rowAtTime(rows: Rows, time: string): number | undefined {
    let [low, high] = [0, rows.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        const found = timeNear(rows, middle);
        if (found === undefined || found >= time) high = middle;
        else low = middle + 1;
    }
    const isHeld = low < rows.length && (timeNear(rows, 0) ?? time) <= time;
    return isHeld ? low : undefined;
}

// Gaps and the like have no time: that of the next event stands for them.
function timeNear(rows: Rows, index: number): string | undefined {
    for (let at = index; at < rows.length; at += 1) {
        const row = rows.at(at);
        if (row?.kind === "event") return row.event.timestamp;
    }
    return undefined;
}
