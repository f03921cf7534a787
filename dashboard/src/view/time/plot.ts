import uPlot from "uplot";

import { formatAxisTime } from "../../model/clock";
import type { Span } from "../../state/time";

// What the charts of the panel have in common: the whole width, a time axis below or none, and nothing of uPlot's own
// pointer, because one time line lies over all of them.
export interface PlotOptions {
    readonly height: number;
    readonly hasAxis: boolean;
    readonly series: readonly uPlot.Series[];
    readonly scales: uPlot.Scales;
    readonly colours: { readonly text: string; readonly line: string };
    span(): Span;
}

const axisHeight = 18;
// Half of what a label takes: nearer to an edge it would be cut.
const labelMargin = 30;

export function createPlot(into: HTMLElement, options: PlotOptions, data: uPlot.AlignedData): uPlot {
    const { text, line } = options.colours;
    const font = `11px ${getComputedStyle(into).fontFamily}`;
    const axis: uPlot.Axis = {
        stroke: text,
        font,
        size: axisHeight,
        gap: 3,
        space: 80,
        grid: { show: false },
        ticks: { show: true, stroke: line, size: 3, width: 1 },
        splits: (_plot, _axis, from, to, step) => [...splitsOf(from, to, step)],
        values: (plot, splits, _axis, _space, step) =>
            splits.map((time) => (isNearEdge(plot, time) ? null : formatAxisTime(time, step))),
    };
    return new uPlot(
        {
            width: Math.max(into.clientWidth, 1),
            height: options.height,
            ms: 1,
            padding: [2, 0, 0, 0],
            legend: { show: false },
            cursor: { show: false },
            scales: { x: { time: true, range: () => [options.span().from, options.span().to] }, ...options.scales },
            axes: [options.hasAxis ? axis : { show: false }, { show: false }],
            series: [{}, ...options.series],
        },
        data,
        into,
    );
}

// Whole steps of the reader's own clock.
function* splitsOf(from: number, to: number, step: number): Generator<number> {
    const shift = -new Date(from).getTimezoneOffset() * 60_000;
    for (let time = Math.ceil((from + shift) / step) * step - shift; time <= to; time += step) yield time;
}

function isNearEdge(plot: uPlot, time: number): boolean {
    const place = plot.valToPos(time, "x");
    return place < labelMargin || place > plot.width - labelMargin;
}

/** Fits the plot to its box until what it gives back is called. */
export function keepFitting(plot: uPlot, into: HTMLElement, height: number): () => void {
    const observer = new ResizeObserver(() => {
        if (into.clientWidth > 0 && into.clientWidth !== plot.width) plot.setSize({ width: into.clientWidth, height });
    });
    observer.observe(into);
    return () => observer.disconnect();
}
