import { useEffect } from "preact/hooks";

import type { RealtimeEvent } from "../../model/event";
import { textOfValue } from "../../model/field";
import { safeLine } from "../../model/safe_text";
import { formatSpan, type SwimLanes } from "../../model/swim_lanes";
import type { FollowedValue } from "../../state/relatives";
import { detailText } from "../../text/detail";
import { useApp } from "../context";
import { Answer } from "./answer";
import { EventList } from "./event_list";
import { Lanes } from "./lanes";

// One value's way through the programs. It stays while its events are opened.
export function Follow({ event }: { event: RealtimeEvent }) {
    const { state, actions } = useApp();
    const following = state.following.value;
    const range = JSON.stringify(state.range.value);
    useEffect(() => actions.lookForFollowed(), [following, range]);
    if (following === undefined) return null;
    return (
        <>
            <FollowHead following={following} />
            <Answer lookup={state.followed.value}>
                {({ lanes, isCut }) => (
                    <>
                        {lanes.marks.length === 0 ? (
                            <p class="dim">{detailText.followedNone}</p>
                        ) : (
                            <FollowedLanes lanes={lanes} field={following.field} event={event} />
                        )}
                        {isCut && <p class="dim">{detailText.followedCut}</p>}
                    </>
                )}
            </Answer>
        </>
    );
}

function FollowHead({ following: { field, value, query } }: { following: FollowedValue }) {
    const { actions } = useApp();
    return (
        <p class="counted">
            <span class="mono">
                <span class="dim">{safeLine(field, 60)}</span> <bdi>{safeLine(textOfValue(value), 80)}</bdi>
            </span>
            <span class="grow" />
            <button type="button" class="link" onClick={() => void actions.ask(query)}>
                {detailText.showAll}
            </button>
            <button type="button" class="link" onClick={actions.lookForFollowed}>
                {detailText.again}
            </button>
            <button type="button" class="link" onClick={actions.endFollowing}>
                {detailText.endFollow}
            </button>
        </p>
    );
}

function FollowedLanes({ lanes, field, event }: { lanes: SwimLanes; field: string; event: RealtimeEvent }) {
    const { marks, sources, length } = lanes;
    return (
        <>
            <p class="dim num">{detailText.followed(marks.length, sources.length, formatSpan(length))}</p>
            <Lanes lanes={lanes} field={field} current={event} />
            <EventList
                label={detailText.followedList}
                events={marks.map((mark) => mark.event)}
                current={event}
                lead={(_, index) => `+${formatSpan(marks[index]?.since ?? 0n)}`}
                withSource
            />
        </>
    );
}
