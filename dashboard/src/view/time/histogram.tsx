import { useLayoutEffect } from "preact/hooks";
import type uPlot from "uplot";

import { layersOf, stackOf } from "../../model/stack";
import { useApp } from "../context";
import { barPath } from "./bar_path";
import { layerColour } from "./palette";
import { usePlot } from "./use_plot";

const height = 104;
// Of a bar and the space behind it, in pixels.
const barWidth = 8;

// Bars stacked by level, topic or source.
export function Histogram() {
    const { state, actions } = useApp();
    const timeline = state.timeline.value;
    const by = state.groupBy.value;
    const layers = layersOf(timeline, by);

    // The highest first: each stands on the one behind it.
    const columns = [timeline.buckets.map(({ start }) => start), ...stackOf(timeline, layers).reverse()];
    const box = usePlot(height, columns as uPlot.AlignedData, [by, ...layers].join("\n"), (palette) => {
        const paths = barPath(() => state.timeline.peek().width);
        const series = layers.map((layer, index): uPlot.Series => {
            const fill = palette.resolve(layerColour(layer, by, index));
            return { paths, fill, width: 0, points: { show: false } };
        });
        const scales: uPlot.Scales = { y: { range: (_plot, _low, high) => [0, Math.max(high ?? 0, 1) * 1.05] } };
        return { hasAxis: true, series: series.reverse(), scales };
    });

    useLayoutEffect(() => {
        const into = box.current;
        if (into === null) return;
        const observer = new ResizeObserver(() => actions.fitTime(barsIn(into.clientWidth)));
        observer.observe(into);
        return () => observer.disconnect();
    }, [actions]);

    return <div ref={box} class="histogram" aria-hidden="true" />;
}

// In steps, so that a drawer that opens does not ask for everything anew at each frame.
function barsIn(width: number): number {
    return Math.min(Math.max(Math.round(width / barWidth / 20) * 20, 40), 300);
}
