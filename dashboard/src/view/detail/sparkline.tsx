import { formatClock, formatTime } from "../../model/format";
import type { Histogram } from "../../stream/api";
import { detailText } from "../../text/detail";

// A histogram as bars and two times, without axes.
export function Sparkline({ histogram: { buckets }, label }: { histogram: Histogram; label: string }) {
    const most = buckets.reduce((highest, { count }) => Math.max(highest, count), 0);
    const busiest = buckets.find(({ count }) => count === most);
    if (most === 0 || busiest === undefined) return null;
    return (
        <figure class="spark">
            <svg role="img" aria-label={label} viewBox={`0 0 ${buckets.length} 1`} preserveAspectRatio="none">
                {buckets.map(({ count }, index) => {
                    // A single one among thousands is still to be seen.
                    const height = count === 0 ? 0 : Math.max(count / most, 0.04);
                    return <rect key={index} x={index + 0.1} width={0.8} y={1 - height} height={height} />;
                })}
            </svg>
            <figcaption class="dim num">
                <span>{clock(buckets[0]?.time)}</span>
                <span>{detailText.similarBusiest(most, clock(busiest.time))}</span>
                <span>{clock(buckets.at(-1)?.time)}</span>
            </figcaption>
        </figure>
    );
}

function clock(time = ""): string {
    const milliseconds = Date.parse(time.replace(/(\.\d{3})\d+/, "$1"));
    return Number.isNaN(milliseconds) ? formatTime(time) : formatClock(milliseconds);
}
