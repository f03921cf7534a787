import { useLayoutEffect, useRef } from "preact/hooks";
import type uPlot from "uplot";

import { useApp } from "../context";
import { Palette } from "./palette";
import { createPlot, keepFitting, type PlotOptions } from "./plot";
import { useThemeName } from "./use_theme";

type Drawn = Pick<PlotOptions, "hasAxis" | "series" | "scales">;

/**
 * A plot in the element that the reference is given to. It is made anew for another theme and where `shape` differs;
 * otherwise it only gets the newest data.
 */
export function usePlot(height: number, data: uPlot.AlignedData, shape: string, draw: (palette: Palette) => Drawn) {
    const { state } = useApp();
    const box = useRef<HTMLDivElement>(null);
    const plot = useRef<uPlot>();
    const theme = useThemeName();
    const { timeline, timeSpan } = state;

    useLayoutEffect(() => {
        const into = box.current;
        if (into === null) return;
        const palette = new Palette(into);
        const colours = { text: palette.variable("faint"), line: palette.variable("line") };
        const span = () => timeSpan.peek();
        const created = createPlot(into, { height, colours, span, ...draw(palette) }, data);
        palette.close();
        plot.current = created;
        const unfit = keepFitting(created, into, height);
        return () => {
            unfit();
            created.destroy();
            plot.current = undefined;
        };
    }, [shape, theme]);

    useLayoutEffect(() => {
        plot.current?.setData(data);
    }, [timeline.value, timeSpan.value]);
    return box;
}
