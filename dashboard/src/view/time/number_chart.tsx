import uPlot from "uplot";

import type { TimeBucket } from "../../model/buckets";
import { formatFigure } from "../../model/figures";
import { timeTexts } from "../../text/time";
import { useApp } from "../context";
import type { Palette } from "./palette";
import { usePlot } from "./use_plot";

const height = 72;
const scales: uPlot.Scales = {
    y: { range: (_plot, low, high) => [Math.min(low ?? 0, 0), Math.max(high ?? 0, 1e-9) * 1.1] },
    count: { range: (_plot, _low, high) => [0, Math.max(high ?? 0, 1) * 1.1] },
};

// A field's numbers over time: how many as pale bars, p50, p95 and p99 as lines.
export function NumberChart({ field }: { field: string }) {
    const { state } = useApp();
    const { buckets, width } = state.timeline.value;
    const box = usePlot(height, columnsOf(buckets, width), field, (palette) => ({
        hasAxis: false,
        series: seriesOf(palette),
        scales,
    }));
    const highest = Math.max(...buckets.map(({ p99 }) => p99 ?? -Infinity));
    return (
        <div class="numbers" role="img" aria-label={timeTexts.chartOf(field)}>
            <div ref={box} />
            <span class="scale num">
                {Number.isFinite(highest) ? formatFigure(highest) : timeTexts.noNumbers(field)}
            </span>
        </div>
    );
}

// A figure of a bucket stands in its middle.
function columnsOf(buckets: readonly TimeBucket[], width: number): uPlot.AlignedData {
    const column = (name: "p50" | "p95" | "p99"): (number | null)[] => buckets.map((bucket) => bucket[name] ?? null);
    return [
        buckets.map(({ start }) => start + width / 2),
        buckets.map(({ values }) => values ?? 0),
        column("p50"),
        column("p95"),
        column("p99"),
    ] as uPlot.AlignedData;
}

function seriesOf(palette: Palette): uPlot.Series[] {
    const bars = uPlot.paths.bars?.({ size: [0.9, Infinity], gap: 1 });
    const pale = palette.resolve("color-mix(in srgb, var(--dim) 22%, var(--bg))");
    const line = (stroke: string, width: number, dash?: number[]): uPlot.Series => ({
        stroke,
        width,
        spanGaps: true,
        points: { show: true, size: 3, fill: stroke },
        ...(dash && { dash }),
    });
    return [
        { ...(bars && { paths: bars }), scale: "count", fill: pale, stroke: pale, width: 0, points: { show: false } },
        line(palette.variable("dim"), 1),
        line(palette.variable("text"), 1.5),
        line(palette.variable("dim"), 1, [3, 3]),
    ];
}
