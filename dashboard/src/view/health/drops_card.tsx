import { formatCount } from "../../model/format";
import { dropsOf, type Stats } from "../../model/stats";
import { healthTexts } from "../../text/panels";

// Where events were lost, hop by hop, and why.
export function DropsCard({ stats }: { stats: Stats }) {
    const drops = dropsOf(stats);
    return (
        <section class="card" aria-label={healthTexts.drops}>
            <header>
                <h3>{healthTexts.drops}</h3>
            </header>
            {drops.length === 0 && <p class="all-well">✓ {healthTexts.noDrops}</p>}
            <ul class="drops">
                {drops.map(({ hop, reason, count }) => (
                    <li key={`${hop} ${reason}`}>
                        <b class="num">{formatCount(count)}</b> <span>{healthTexts.hops[hop]}</span>
                        <span class="dim">{healthTexts.reasons[reason] ?? reason}</span>
                    </li>
                ))}
            </ul>
            <p class="dim hint">{healthTexts.queue}</p>
        </section>
    );
}
