import { useState } from "preact/hooks";

import type { RealtimeEvent } from "../../model/event";
import { neighbourhoodOf, neighbourhoodsOf } from "../../model/relatives";
import { detailText } from "../../text/detail";
import { useApp } from "../context";
import { Answer } from "./answer";
import { EventList } from "./event_list";
import { useAround, usualReach } from "./use_relatives";

const furtherReach = 30;

// What the same thread or source said before and after.
export function Around({ event }: { event: RealtimeEvent }) {
    const { state, actions } = useApp();
    const [reach, setReach] = useState(usualReach);
    const chosen = neighbourhoodOf(event, state.neighbourhood.value);
    const lookup = useAround(event);
    const lookFurther = (): void => {
        setReach(reach + furtherReach);
        actions.lookAround(event, reach + furtherReach);
    };
    return (
        <>
            <div class="choice" role="group" aria-label={detailText.neighbourhood}>
                {neighbourhoodsOf(event).map((each) => (
                    <button
                        key={each}
                        type="button"
                        aria-pressed={each === chosen}
                        onClick={() => actions.setNeighbourhood(each)}
                    >
                        {detailText.neighbourhoods[each]}
                    </button>
                ))}
            </div>
            <Answer lookup={lookup}>
                {({ before, after, hasEarlier }) => (
                    <>
                        {hasEarlier && (
                            <button type="button" class="link" onClick={lookFurther}>
                                {detailText.earlier}
                            </button>
                        )}
                        <EventList label={detailText.around} events={[...before, event, ...after]} current={event} />
                        <button type="button" class="link" onClick={lookFurther}>
                            {detailText.later}
                        </button>
                        {before.length + after.length === 0 && <p class="dim">{detailText.alone}</p>}
                    </>
                )}
            </Answer>
        </>
    );
}
