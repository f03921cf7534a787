import { messageOf, type RealtimeEvent } from "../../model/event";
import { safeLine } from "../../model/safe_text";
import { formatSpan, type Mark, type SwimLanes } from "../../model/swim_lanes";
import { detailText } from "../../text/detail";
import { useApp } from "../context";
import { LevelMark } from "../icons";

const laneHeight = 28;

interface LanesProps {
    lanes: SwimLanes;
    field: string;
    current: RealtimeEvent;
}

// Each source has a lane, time goes to the right. The list below says the same to who cannot see it or use a mouse.
export function Lanes({ lanes, field, current }: LanesProps) {
    const { sources, marks, length } = lanes;
    const height = sources.length * laneHeight;
    return (
        <div class="lanes">
            <ul aria-hidden="true">
                {sources.map((source) => (
                    <li key={source}>
                        <bdi>{source === "" ? detailText.noSource : safeLine(source, 60)}</bdi>
                    </li>
                ))}
            </ul>
            <div class="tracks">
                {/* A way from edge to edge is 1 wide, however wide the page is. */}
                <svg
                    height={height}
                    viewBox={`0 0 1 ${height}`}
                    preserveAspectRatio="none"
                    role="img"
                    aria-label={detailText.lanes(
                        field,
                        sources.map((each) => safeLine(each, 60)),
                    )}
                >
                    {sources.map((_, index) => (
                        <line key={index} class="lane" x1="0" x2="1" y1={middle(index)} y2={middle(index)} />
                    ))}
                    <polyline class="way" points={marks.map(({ at, lane }) => `${at},${middle(lane)}`).join(" ")} />
                </svg>
                {marks.map((mark) => (
                    <Spot
                        key={`${mark.event.seq} ${mark.event.id}`}
                        mark={mark}
                        isCurrent={mark.event.seq === current.seq && mark.event.id === current.id}
                    />
                ))}
            </div>
            <p class="dim num" aria-hidden="true">
                <span>0</span>
                <span>{formatSpan(length / 2n)}</span>
                <span>{formatSpan(length)}</span>
            </p>
        </div>
    );
}

function Spot({ mark: { event, level, lane, at, since }, isCurrent }: { mark: Mark; isCurrent: boolean }) {
    const { actions } = useApp();
    return (
        <span
            class={isCurrent ? "spot current" : "spot"}
            style={{ left: `${at * 100}%`, top: `${middle(lane)}px` }}
            title={`+${formatSpan(since)} ${safeLine(messageOf(event), 200)}`}
            aria-hidden="true"
            onClick={() => actions.openEvent(event)}
        >
            <LevelMark level={level} />
        </span>
    );
}

function middle(lane: number): number {
    return (lane + 0.5) * laneHeight;
}
