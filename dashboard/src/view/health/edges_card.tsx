import { pageAddress } from "../../model/alerts/links";
import { formatAge, formatRate } from "../../model/figures";
import { formatCount, formatExactTime } from "../../model/format";
import { millisecondsOf } from "../../model/instant";
import type { EdgeInfo } from "../../stream/api";
import { healthTexts } from "../../text/panels";
import { useApp } from "../context";
import { ForeignText } from "../foreign_text";

// The brokers over one NATS cluster; nothing where there is only one.
export function EdgesCard({ edges }: { edges: readonly EdgeInfo[] }) {
    if (edges.length < 2) return null;
    const figures = [
        healthTexts.clients,
        healthTexts.subscribers,
        `${healthTexts.in} ${healthTexts.perSecond}`,
        `${healthTexts.out} ${healthTexts.perSecond}`,
        healthTexts.seqs,
    ];
    return (
        <section class="card" aria-label={healthTexts.edges}>
            <header>
                <h3>{healthTexts.edges}</h3>
                <span class="dim num">{formatCount(edges.length)}</span>
            </header>
            <div class="wide">
                <table class="list">
                    <thead>
                        <tr>
                            <th scope="col">{healthTexts.edge}</th>
                            <th scope="col">{healthTexts.tail}</th>
                            <th scope="col" class="when">
                                {healthTexts.uptime}
                            </th>
                            {figures.map((name) => (
                                <th key={name} scope="col" class="figure">
                                    {name}
                                </th>
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        {edges.map((edge) => (
                            <EdgeRow key={edge.id} edge={edge} />
                        ))}
                    </tbody>
                </table>
            </div>
        </section>
    );
}

function EdgeRow({ edge }: { edge: EdgeInfo }) {
    const { state } = useApp();
    const marks = [...(edge.isThis ? [healthTexts.thisEdge] : []), ...(edge.leads ? [healthTexts.leads] : [])];
    return (
        <tr>
            <th scope="row">
                <EdgeName url={edge.url} /> <code class="dim">{edge.id}</code>
            </th>
            <td class={edge.isCaughtUp ? undefined : "warn"} title={edge.version}>
                {edge.isCaughtUp ? healthTexts.caughtUp : healthTexts.catchingUp}{" "}
                <span class="dim">{marks.join(", ")}</span>
            </td>
            <td class="when num" title={formatExactTime(edge.started)}>
                {formatAge(state.now.value - millisecondsOf(edge.started))}
            </td>
            <td class="figure num">{formatCount(edge.clients)}</td>
            <td class="figure num">{formatCount(edge.subscribers)}</td>
            <td class="figure num">{formatRate(edge.eventsPerSecond)}</td>
            <td class="figure num">{formatRate(edge.deliveriesPerSecond)}</td>
            <td class="figure num">{formatCount(edge.lastSeq)}</td>
        </tr>
    );
}

// Another program said what it is: only a web page becomes a link.
function EdgeName({ url }: { url: string }) {
    const address = pageAddress(url);
    if (address === undefined) return <ForeignText text={url} />;
    return (
        <a class="link" href={address} target="_blank" rel="noreferrer noopener">
            <ForeignText text={url} />
        </a>
    );
}
