import { formatAge, formatBytes, formatRate } from "../../model/figures";
import { formatCount, formatExactTime } from "../../model/format";
import { millisecondsOf } from "../../model/instant";
import { cpuOf, rateOf } from "../../model/stats";
import { longestCurve, type Pulse } from "../../state/health";
import { healthTexts } from "../../text/panels";
import { useApp } from "../context";
import { Sparkline } from "../templates/sparkline";
import { Figure } from "./figure";

export function BrokerCard({ pulse }: { pulse: Pulse }) {
    const { now, before } = pulse;
    const rate = (counter: string): string => perSecond(rateOf(before, now, counter), formatRate);
    const wholeBytes = (each: number): string => formatBytes(Math.round(each));
    const bytes = (counter: string): string => perSecond(rateOf(before, now, counter), wholeBytes);
    const cpu = cpuOf(before, now);
    return (
        <section class="card" aria-label={healthTexts.broker}>
            <header>
                <h3>{healthTexts.broker}</h3>
                <span class="dim">{now.server}</span>
                <span class="grow" />
                <Sparkline counts={pulse.accepted} columns={longestCurve} />
            </header>
            <dl>
                <Figure name={healthTexts.accepted}>{rate("accepted")}</Figure>
                <Figure name={healthTexts.delivered}>{rate("deliveries")}</Figure>
                <Figure name={healthTexts.in}>{bytes("bytes_in")}</Figure>
                <Figure name={healthTexts.out}>{bytes("bytes_out")}</Figure>
                <Figure name={healthTexts.memory}>{formatBytes(now.process.get("resident_bytes") ?? 0)}</Figure>
                <Figure name={healthTexts.cpu}>{cpu === undefined ? "–" : `${cpu.toFixed(1)} %`}</Figure>
                <Figure name={healthTexts.outbox}>{formatBytes(now.gauges.get("outbox_bytes") ?? 0)}</Figure>
                <Figure name={healthTexts.descriptors}>{formatCount(now.process.get("open_descriptors") ?? 0)}</Figure>
                <Figure name={healthTexts.uptime}>{formatAge(now.uptime * 1000)}</Figure>
            </dl>
        </section>
    );
}

function perSecond(rate: number | undefined, format: (rate: number) => string): string {
    return rate === undefined ? "–" : `${format(rate)}${healthTexts.perSecond}`;
}

export function StoreCard({ pulse: { now } }: { pulse: Pulse }) {
    const { state } = useApp();
    const since = state.history.value?.since;
    const of = (name: string): number => now.history.get(name) ?? 0;
    return (
        <section class="card" aria-label={healthTexts.store}>
            <header>
                <h3>{healthTexts.store}</h3>
                <span class="dim">
                    {healthTexts.epoch} <code>{now.epoch}</code>
                </span>
            </header>
            <dl>
                <Figure name={healthTexts.storeEvents}>{formatCount(of("events"))}</Figure>
                <Figure name={healthTexts.storeBytes}>{formatBytes(of("bytes"))}</Figure>
                <Figure name={healthTexts.oldest}>
                    {since === undefined ? (
                        "–"
                    ) : (
                        <span title={formatExactTime(since)}>{formatAge(state.now.value - millisecondsOf(since))}</span>
                    )}
                </Figure>
                <Figure name={healthTexts.seqs}>
                    {formatCount(of("first_seq"))} – {formatCount(of("last_seq"))}
                </Figure>
                <Figure name={healthTexts.trimmed}>{formatCount(of("trimmed"))}</Figure>
                <Figure name={healthTexts.damaged}>
                    <span class={of("damaged_blocks") > 0 ? "alarm" : undefined}>
                        {formatCount(of("damaged_blocks"))}
                    </span>
                </Figure>
            </dl>
        </section>
    );
}
