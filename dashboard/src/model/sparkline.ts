export interface Extent {
    readonly width: number;
    readonly height: number;
    /** How many bars have room; the last count stands at the end. As many as there are counts, unless it is given. */
    readonly columns?: number;
}

// The path of small bars, one for each count, on a ground line.
export function sparkline(counts: readonly number[], { width, height, columns = counts.length }: Extent): string {
    const highest = Math.max(...counts, 1);
    const step = width / Math.max(columns, 1);
    const first = columns - counts.length;
    return counts
        .map((count, index) => ({ count, x: (first + index) * step }))
        .filter(({ count }) => count > 0)
        .map(({ count, x }) => {
            const bar = Math.max((count / highest) * height, 1);
            const right = x + Math.max(step - 1, 0.5);
            return `M${round(x)} ${height}V${round(height - bar)}H${round(right)}V${height}z`;
        })
        .join("");
}

function round(value: number): number {
    return Math.round(value * 10) / 10;
}
