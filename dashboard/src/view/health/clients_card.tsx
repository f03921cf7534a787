import type { SubscriptionAccount } from "../../model/account";
import { formatAge, formatBytes } from "../../model/figures";
import { formatCount, formatExactTime } from "../../model/format";
import { millisecondsOf } from "../../model/instant";
import type { ClientInfo } from "../../stream/api";
import { healthTexts } from "../../text/panels";
import { useApp } from "../context";
import { ForeignText } from "../foreign_text";

interface ClientsCardProps {
    clients: readonly ClientInfo[];
    subscriptions: readonly SubscriptionAccount[];
}

// Who is connected, and who is behind.
export function ClientsCard({ clients, subscriptions }: ClientsCardProps) {
    return (
        <section class="card" aria-label={healthTexts.clients}>
            <header>
                <h3>{healthTexts.clients}</h3>
                <span class="dim num">{formatCount(clients.length)}</span>
            </header>
            {clients.length === 0 && <p class="nothing">{healthTexts.nobody}</p>}
            <div class="wide">
                <table class="list">
                    <thead>
                        <tr>
                            <th scope="col">{healthTexts.client}</th>
                            <th scope="col">{healthTexts.address}</th>
                            <th scope="col" class="when">
                                {healthTexts.since}
                            </th>
                            <th scope="col" class="figure">
                                {healthTexts.sent}
                            </th>
                            <th scope="col" class="figure">
                                {healthTexts.received}
                            </th>
                            <th scope="col">{healthTexts.topics}</th>
                            <th scope="col" class="figure">
                                {healthTexts.lag}
                            </th>
                            <th scope="col" class="figure">
                                {healthTexts.skipped}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {clients.map((client, index) => (
                            <ClientRow key={`${client.id} ${index}`} client={client} of={subscriptions} />
                        ))}
                    </tbody>
                </table>
            </div>
        </section>
    );
}

function ClientRow({ client, of }: { client: ClientInfo; of: readonly SubscriptionAccount[] }) {
    const { state } = useApp();
    const own = of.filter((subscription) => client.id !== "" && subscription.client === client.id);
    const pending = own.reduce((sum, each) => sum + each.pending, 0);
    const filters = own.map(({ filter }) => filter).filter((filter) => filter !== "");
    return (
        <tr>
            <th scope="row">
                <ForeignText text={client.source || client.user || client.dialect} />{" "}
                <code class="dim">{client.id}</code>
            </th>
            <td>
                {client.address} <span class="dim">{client.dialect}</span>{" "}
                {client.edge !== "" && <code class="dim">{client.edge}</code>}
            </td>
            <td class="when num" title={formatExactTime(client.since)}>
                {formatAge(state.now.value - millisecondsOf(client.since))}
            </td>
            <td class="figure num">{formatCount(client.eventsIn)}</td>
            <td class="figure num">{formatBytes(client.bytesOut)}</td>
            <td>
                <code>{client.topics.join(", ")}</code>{" "}
                {filters.length > 0 && <code class="dim">{filters.join(" · ")}</code>}
            </td>
            <td class={`figure num${pending === 0 ? " zero" : ""}`}>{formatCount(pending)}</td>
            <td class={`figure num${client.skipped === 0 ? " zero" : " warn"}`}>{formatCount(client.skipped)}</td>
        </tr>
    );
}
