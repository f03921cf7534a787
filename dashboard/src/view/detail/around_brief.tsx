import type { RealtimeEvent } from "../../model/event";
import { detailText } from "../../text/detail";
import { EventList } from "./event_list";
import { useAround } from "./use_relatives";

const [before, after] = [3, 2];

// The nearest ones, under the fields: often they say why.
export function AroundBrief({ event }: { event: RealtimeEvent }) {
    const around = useAround(event);
    if (around.kind !== "found" || around.found.before.length + around.found.after.length === 0) return null;
    const { found } = around;
    return (
        <section>
            <h3>{detailText.aroundSame[found.neighbourhood]}</h3>
            <EventList
                label={detailText.aroundSame[found.neighbourhood]}
                events={[...found.before.slice(-before), event, ...found.after.slice(0, after)]}
                current={event}
            />
        </section>
    );
}
