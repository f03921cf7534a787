import { type Account, type Accounting, type PublisherAccount } from "../../model/account";
import { formatCount } from "../../model/format";
import { healthTexts } from "../../text/panels";
import { ForeignText } from "../foreign_text";
import { AccountFlow } from "./account_flow";

// What became of every event, for all programs and for each.
export function AccountCard({ accounting }: { accounting: Accounting }) {
    const { all, publishers, publishersKnown } = accounting;
    return (
        <section class="card" aria-label={healthTexts.account}>
            <header>
                <h3>{healthTexts.account}</h3>
                <Closing account={all} />
            </header>
            <AccountFlow account={all} />
            <div class="wide">
                <table class="list accounts">
                    <thead>
                        <tr>
                            <th scope="col">{healthTexts.publisher}</th>
                            <th scope="col">{healthTexts.tail}</th>
                            <th scope="col" class="figure">
                                {healthTexts.numbered}
                            </th>
                            {all.outcomes.map(({ name }) => (
                                <th key={name} scope="col" class="figure">
                                    {healthTexts.outcomes[name]}
                                </th>
                            ))}
                            <th scope="col" class="figure">
                                {healthTexts.duplicates}
                            </th>
                            <th scope="col">{healthTexts.sum}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {publishers.map((publisher) => (
                            <PublisherRow key={publisher.id} publisher={publisher} />
                        ))}
                    </tbody>
                </table>
            </div>
            {publishersKnown > publishers.length && (
                <p class="dim hint">{healthTexts.more(publishersKnown - publishers.length)}</p>
            )}
        </section>
    );
}

function Closing({ account }: { account: Account }) {
    if (account.difference === 0) return <span class="closes">✓ {healthTexts.closes}</span>;
    return <span class="alarm">{healthTexts.doesNotClose(formatCount(account.difference))}</span>;
}

function PublisherRow({ publisher }: { publisher: PublisherAccount }) {
    return (
        <tr>
            <th scope="row">
                <ForeignText text={publisher.source} /> <code class="dim">{publisher.id}</code>
            </th>
            <td>{publisher.tail}</td>
            <td class="figure num">{formatCount(publisher.numbered)}</td>
            {publisher.outcomes.map(({ name, count, reasons }) => (
                <td key={name} class={`figure num${count === 0 ? " zero" : ""}`} title={reasonsText(reasons)}>
                    {formatCount(count)}
                </td>
            ))}
            <td class={`figure num${publisher.duplicates === 0 ? " zero" : ""}`}>
                {formatCount(publisher.duplicates)}
            </td>
            <td class={publisher.difference === 0 ? "dim" : "alarm"}>
                {publisher.difference === 0 ? `✓ ${healthTexts.closesShort}` : formatCount(publisher.difference)}
            </td>
        </tr>
    );
}

export function reasonsText(reasons: readonly (readonly [string, number])[]): string | undefined {
    if (reasons.length === 0) return undefined;
    return reasons
        .map(([reason, count]) => `${formatCount(count)}: ${healthTexts.reasons[reason] ?? reason}`)
        .join("\n");
}
