import { currentP95, totalOf, type TimeBucket } from "../../model/buckets";
import { formatLength, formatSpan } from "../../model/clock";
import { formatFigure } from "../../model/figures";
import { formatCount } from "../../model/format";
import { countIn, layersOf, other } from "../../model/stack";
import { bucketAtCursor } from "../../state/time";
import { timeTexts } from "../../text/time";
import { useApp } from "../context";
import { foreignLine } from "../foreign_text";
import { layerColour } from "./palette";
import { Travel } from "./travel";

// Says what the charts show, or what the cursor points at.
export function TimeHead() {
    const { state } = useApp();
    const bucket = bucketAtCursor(state);
    return (
        <div class="time-head num">
            {bucket === undefined ? <Title /> : <Reading bucket={bucket} />}
            <span class="grow" />
            <ChartedField bucket={bucket} />
            <Travel />
        </div>
    );
}

function Title() {
    const { state, actions } = useApp();
    const by = state.groupBy.value;
    const names = timeTexts.groups.includes(by) ? timeTexts.groups : [...timeTexts.groups, by];
    const problem = state.timeProblem.value;
    return (
        <span class="title">
            {timeTexts.title(formatLength(state.timeline.value.width))}{" "}
            <select
                aria-label={timeTexts.groupBy}
                value={by}
                onChange={(event) => actions.groupTimeBy(event.currentTarget.value)}
            >
                {names.map((name) => (
                    <option key={name} value={name}>
                        {foreignLine(name)}
                    </option>
                ))}
            </select>
            {problem === undefined ? <Total /> : <span class="alarm"> · {problem.detail}</span>}
            {by !== "level" && <Legend />}
        </span>
    );
}

function Total() {
    const { state } = useApp();
    return (
        <span class="dim">
            {" "}
            · {timeTexts.total(totalOf(state.timeline.value))}
            {!state.isTimeComplete.value && ` · ${timeTexts.partial}`}
        </span>
    );
}

function Legend() {
    const { state } = useApp();
    const by = state.groupBy.value;
    return (
        <span class="legend">
            {layersOf(state.timeline.value, by).map((layer, index) => (
                <span key={layer}>
                    <i class="swatch" style={{ background: layerColour(layer, by, index) }} />
                    {nameOf(layer)}
                </span>
            ))}
        </span>
    );
}

function Reading({ bucket }: { bucket: TimeBucket }) {
    const { state } = useApp();
    const timeline = state.timeline.value;
    const by = state.groupBy.value;
    const layers = layersOf(timeline, by);
    return (
        <span class="title">
            <b>{formatSpan(bucket.start, bucket.start + timeline.width, state.now.value)}</b> ·{" "}
            {timeTexts.total(bucket.count)}
            <span class="legend">
                {layers.map((layer, index) => {
                    const count = countIn(bucket, layer, layers);
                    return (
                        count > 0 && (
                            <span key={layer}>
                                <i class="swatch" style={{ background: layerColour(layer, by, index) }} />
                                {nameOf(layer)} <b>{formatCount(count)}</b>
                            </span>
                        )
                    );
                })}
            </span>
        </span>
    );
}

function nameOf(layer: string): string {
    if (layer === other) return timeTexts.other;
    return layer === "none" ? timeTexts.none : layer;
}

function ChartedField({ bucket }: { bucket: TimeBucket | undefined }) {
    const { state, actions } = useApp();
    const field = state.chartField.value;
    if (field === undefined) return null;
    const p95 = bucket === undefined ? currentP95(state.timeline.value) : bucket.p95;
    const isPointed = bucket?.p50 !== undefined;
    return (
        <span class="charted">
            <span class="name">{field}</span>
            {isPointed && (
                <>
                    {" "}
                    n <b>{formatCount(bucket.values ?? 0)}</b> · p50 <b>{formatFigure(bucket.p50 ?? 0)}</b> ·
                </>
            )}{" "}
            p95 <b>{p95 === undefined ? "–" : formatFigure(p95)}</b>
            {isPointed && (
                <>
                    {" "}
                    · p99 <b>{formatFigure(bucket.p99 ?? 0)}</b>
                </>
            )}
            <button
                type="button"
                class="quiet"
                aria-label={timeTexts.closeChart(field)}
                onClick={() => actions.chart(undefined)}
            >
                ✕
            </button>
        </span>
    );
}
