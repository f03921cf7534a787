import type { Account, OutcomeName } from "../../model/account";
import { flowOf } from "../../model/flow";
import { formatShare } from "../../model/figures";
import { formatCount } from "../../model/format";
import { healthTexts } from "../../text/panels";
import { reasonsText } from "./account_card";

const width = 320;
const incoming = 72;

// The account as one band that splits: nothing of it ends nowhere.
export function AccountFlow({ account }: { account: Account }) {
    const { bands, height } = flowOf(account, width, incoming);
    return (
        <figure class="flow" aria-label={healthTexts.flow}>
            <figcaption>
                <b class="num">{formatCount(account.numbered)}</b>
                <span class="dim">{healthTexts.numbered}</span>
            </figcaption>
            <svg
                viewBox={`0 0 ${width} ${height}`}
                style={{ height: `${height}px` }}
                preserveAspectRatio="none"
                aria-hidden="true"
            >
                {bands.map(({ name, path, isLoss }) => (
                    <path key={name} d={path} class={isLoss ? "loss" : name} />
                ))}
            </svg>
            <ul style={{ height: `${height}px` }}>
                {bands.map(({ name, count, isLoss, labelY }) => (
                    <li key={name} class={isLoss ? "loss" : undefined} style={{ top: `${labelY}px` }}>
                        <b class="num">{formatCount(count)}</b> {healthTexts.outcomes[name] ?? name}{" "}
                        <span class="dim num">{formatShare(count, account.numbered)}</span>{" "}
                        <small class="dim">{reasonsOf(account, name)}</small>
                    </li>
                ))}
            </ul>
        </figure>
    );
}

function reasonsOf(account: Account, name: OutcomeName | "difference"): string {
    const outcome = account.outcomes.find((each) => each.name === name);
    return (reasonsText(outcome?.reasons ?? []) ?? "").replaceAll("\n", " · ");
}
