import type uPlot from "uplot";

// However few there are beside thousands, they must be seen.
const lowest = 2;
const gap = 1;

/**
 * Stacked bars on whole pixels, each from where the series behind it in the data ends. uPlot's own are blurred where
 * they are narrow, and one over the other the blur shows the colour below.
 */
export function barPath(width: () => number): uPlot.Series.PathBuilder {
    return (plot, series, first, last) => {
        const fill = new Path2D();
        const place = (value: number, scale: string): number => Math.round(plot.valToPos(value, scale, true));
        const times = plot.data[0];
        const upper = plot.data[series] ?? [];
        const lower = plot.data[series + 1] ?? [];
        for (let index = first; index <= last; index += 1) {
            const [time, top, bottom] = [times[index], upper[index] ?? 0, lower[index] ?? 0];
            if (time === undefined || top <= bottom) continue;
            const [left, right] = [place(time, "x"), place(time + width(), "x")];
            const [high, low] = [place(top, "y"), place(bottom, "y")];
            const height = Math.max(low - high, lowest);
            fill.rect(left, low - height, Math.max(right - left - gap, 1), height);
        }
        return { fill, stroke: null, clip: null, flags: 0 } as unknown as uPlot.Series.Paths;
    };
}
