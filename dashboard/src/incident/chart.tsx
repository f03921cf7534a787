import { useMemo } from "preact/hooks";

import { formatAxisTime, formatLength } from "../model/clock";
import { countUntil, timelineOfRows } from "../model/replay";
import { layersOf, stackOf } from "../model/stack";
import { incidentPage as text } from "../text/incident_page";
import { layerColour } from "../view/time/palette";
import { useIncident } from "./context";
import { timeText } from "./player";

const bars = 160;
const height = 72;
// However few there are beside thousands, they must be seen.
const lowest = 2;

// How many there were over time, and what is shown of it: a click and the slider go there.
export function Chart() {
    const { state, actions } = useIncident();
    const { rows, start, end } = state;
    const drawn = useMemo(() => drawnBars(rows), [rows]);
    const { timeline } = drawn;
    const [from, to] = [timeline.buckets[0]?.start ?? 0, (timeline.buckets.at(-1)?.start ?? 0) + timeline.width];
    const step = timeline.width < 1000 ? 1 : 1000;
    const length = formatLength(timeline.width);
    const label = text.histogram(length, formatAxisTime(start, step), formatAxisTime(end, step));
    return (
        <div
            class="chart"
            onClick={(event) => {
                const box = event.currentTarget.getBoundingClientRect();
                actions.goTo(from + ((event.clientX - box.left) / box.width) * (to - from));
            }}
        >
            <svg
                viewBox={`0 0 ${timeline.buckets.length} ${height}`}
                preserveAspectRatio="none"
                role="img"
                aria-label={label}
            >
                {drawn.paths.map(({ layer, path, colour }) => (
                    <path key={layer} d={path} style={{ fill: colour }} />
                ))}
            </svg>
            <Playhead from={from} to={to} />
            <Slider from={from} to={to} />
            <p class="axis num" aria-hidden="true">
                <span>{formatAxisTime(from, step)}</span>
                <span>{text.bars(length)}</span>
                <span>{formatAxisTime(to, step)}</span>
            </p>
        </div>
    );
}

interface Span {
    from: number;
    to: number;
}

function Slider({ from, to }: Span) {
    const { state, actions } = useIncident();
    const at = state.at.value;
    return (
        <input
            type="range"
            aria-label={text.time}
            aria-valuetext={text.timeAt(timeText(at), countUntil(state.rows, at))}
            min={from}
            max={to}
            step="any"
            value={at}
            onInput={(event) => actions.goTo(event.currentTarget.valueAsNumber)}
            onClick={(event) => event.stopPropagation()}
        />
    );
}

function Playhead({ from, to }: Span) {
    const { state } = useIncident();
    const at = state.at.value;
    if (at >= state.end && !state.isPlaying.value) return null;
    return <span class="head" style={{ left: `${((at - from) / (to - from)) * 100}%` }} />;
}

function drawnBars(rows: Parameters<typeof timelineOfRows>[0]) {
    const timeline = timelineOfRows(rows, bars);
    const highest = timeline.buckets.reduce((most, { count }) => Math.max(most, count), 1);
    const layers = layersOf(timeline, "level");
    const stack = stackOf(timeline, layers);
    const gap = 0.12;
    const paths = layers.map((layer, index) => {
        const parts = (stack[index] ?? []).map((upper, bucket) => {
            const lower = stack[index - 1]?.[bucket] ?? 0;
            if (upper <= lower) return "";
            const tall = Math.max(((upper - lower) / highest) * height, lowest);
            const top = Math.max(height - (lower / highest) * height - tall, 0);
            return `M${bucket} ${top.toFixed(2)}h${1 - gap}v${tall.toFixed(2)}h${gap - 1}z`;
        });
        return { layer, path: parts.join(""), colour: layerColour(layer, "level", index) };
    });
    return { timeline, paths };
}
