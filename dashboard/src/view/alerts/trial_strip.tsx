import { formatSpan } from "../../model/clock";
import { lanesOf, type Lane, type Trial } from "../../model/alerts/trial";
import { ruleTexts as text } from "../../text/alerts";
import { useApp } from "../context";
import { foreignLine } from "../foreign_text";
import { placeOf } from "../time/time_line";

// More groups than this nobody tells apart.
const shown = 8;

// When which group would have fired: a line for each.
export function TrialStrip({ trial }: { trial: Trial }) {
    const { state } = useApp();
    const lanes = lanesOf(trial);
    if (lanes.length === 0) return null;
    const [from = "", to = ""] = formatSpan(trial.from, trial.to, state.now.value).split(" – ");
    return (
        <figure class="trial-strip" aria-label={text.strip(lanes.length)}>
            {lanes.slice(0, shown).map((lane) => (
                <LaneLine key={lane.name} lane={lane} trial={trial} />
            ))}
            <div class="trial-axis dim num" aria-hidden="true">
                <span>{from}</span>
                <span>{to}</span>
            </div>
            {lanes.length > shown && <figcaption class="dim">{text.moreLanes(lanes.length - shown)}</figcaption>}
        </figure>
    );
}

function LaneLine({ lane: { name, stretches }, trial }: { lane: Lane; trial: Trial }) {
    const { state } = useApp();
    const fired = stretches.filter(({ state }) => state === "firing").length;
    const length = Math.max(trial.to - trial.from, 1);
    return (
        <div class="trial-lane">
            <span class="trial-name">{foreignLine(name)}</span>
            <div class="trial-track" role="img" aria-label={text.lane(name, fired)}>
                {stretches.map((each) => (
                    <i
                        key={`${each.state} ${each.from}`}
                        class={each.state}
                        title={formatSpan(each.from, each.to, state.now.value)}
                        style={{
                            left: placeOf(each.from, trial),
                            width: `${Math.max(((each.to - Math.max(each.from, trial.from)) / length) * 100, 0)}%`,
                        }}
                    />
                ))}
            </div>
        </div>
    );
}
