import type { RealtimeEvent } from "../../model/event";
import { withTerm } from "../../model/query/edit";
import { writeSpan, type TimeRange } from "../../model/range";
import type { Alike } from "../../state/relatives";
import { detailText } from "../../text/detail";
import { useApp } from "../context";
import { Answer } from "./answer";
import { EventList } from "./event_list";
import { LongText } from "./long_text";
import { Sparkline } from "./sparkline";
import { useSimilar } from "./use_relatives";

// How often the same was said, and when.
export function Similar({ event }: { event: RealtimeEvent }) {
    return <Answer lookup={useSimilar(event)}>{(alike) => <Found alike={alike} event={event} />}</Answer>;
}

function Found({ alike, event }: { alike: Alike; event: RealtimeEvent }) {
    const { state, actions } = useApp();
    const { by, text, histogram, newest } = alike;
    const range = rangeText(state.range.value);
    const hide = (): void => void actions.ask(withTerm(state.query.value, by, text, "exclude"));
    return (
        <>
            <h3>{detailText.alike[by]}</h3>
            <p class="mono">
                <LongText text={text} longest={300} />
            </p>
            <p class="counted num">
                <span>
                    {detailText.similarCount(histogram.total, range)}
                    {!histogram.complete && <span class="dim"> · {detailText.incomplete}</span>}
                </span>
                <span class="grow" />
                <button type="button" class="link" onClick={() => void actions.ask(alike.query)}>
                    {detailText.showAll}
                </button>
                <button type="button" class="link" onClick={hide}>
                    {detailText.hideAll}
                </button>
            </p>
            <Sparkline histogram={histogram} label={detailText.similarChart(histogram.total, range)} />
            {newest.length > 0 && <h3>{detailText.similarNewest}</h3>}
            <EventList label={detailText.similarNewest} events={newest} current={event} />
        </>
    );
}

function rangeText(range: TimeRange): string {
    return range.kind === "last" ? detailText.inLast(writeSpan(range.seconds)) : detailText.inRange;
}
