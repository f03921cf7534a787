import { formatCount } from "../model/format";
import { footerKeys } from "../text/keys";
import { fillText, footer, forgottenTitle, historyText, labels, moreClocks, refusalText, skewText } from "../text/page";
import { useApp } from "./context";
import { useSlowly } from "./use_slowly";

// Where every event went: the sums close.
export function Footer() {
    const { state } = useApp();
    useSlowly(state.revision);
    const { received, shown, dropped, sampledOut, forgotten } = state.window.counts;
    const capacity = state.window.capacity;
    return (
        <footer class="foot num" aria-label={labels.counts}>
            <Rate />
            <Count name={footer.received} count={received} />
            <Count name={footer.inTable} count={shown} title={footer.inTableTitle} />
            <Count name={footer.dropped} count={dropped} title={footer.droppedTitle} isAlarming={dropped > 0} />
            {sampledOut > 0 && <Count name={footer.sampledOut} count={sampledOut} title={footer.sampledOutTitle} />}
            {forgotten > 0 && <Count name={footer.forgotten} count={forgotten} title={forgottenTitle(capacity)} />}
            <Filling />
            <Refusal />
            <Clocks />
            <History />
            <Keys />
        </footer>
    );
}

// Of what there was in the last second, how much the page got.
function Rate() {
    const { state } = useApp();
    const { value: sampling } = state.sampling;
    const got = sampling?.sent ?? state.rate.value;
    return (
        <>
            <span class="rate">
                {footer.shown} <b>{formatCount(got)}</b> {footer.of} <b>{formatCount(sampling?.seen ?? got)}</b>/s
            </span>
            {sampling !== undefined && <span class="sampled">{footer.sampled}</span>}
        </>
    );
}

interface CountProps {
    name: string;
    count: number;
    title?: string;
    isAlarming?: boolean;
}

function Count({ name, count, title, isAlarming }: CountProps) {
    return (
        <span title={title} class={isAlarming ? "alarm" : undefined}>
            {name} <b data-count={name}>{formatCount(count)}</b>
        </span>
    );
}

// Whether the table holds all of the range.
function Filling() {
    const { state, actions } = useApp();
    const fill = state.fill.value;
    if (fill.kind === "complete") return null;
    return (
        <span role="status" class={fill.kind === "failed" ? "alarm" : undefined}>
            {fillText(fill)}{" "}
            {fill.kind === "failed" && (
                <button type="button" onClick={actions.retryNow}>
                    {footer.tryAgain}
                </button>
            )}
        </span>
    );
}

function Refusal() {
    const { value: refusal } = useApp().state.refusal;
    if (refusal === undefined) return null;
    return (
        <span class="alarm" role="alert">
            {refusalText(refusal)}
        </span>
    );
}

// An "ago" of such a source is off by as much.
function Clocks() {
    const { value: skewed } = useApp().state.skewed;
    const [worst] = skewed;
    if (worst === undefined) return null;
    return (
        <span class="alarm" role="status" title={skewed.map(skewText).join("\n")}>
            {skewText(worst)}
            {skewed.length > 1 && ` ${moreClocks(skewed.length - 1)}`}
        </span>
    );
}

function History() {
    const { state } = useApp();
    const { value: history } = state.history;
    return history === undefined ? null : <span class="history">{historyText(history, state.now.value)}</span>;
}

function Keys() {
    return (
        <span class="keys">
            {footerKeys.map(([keys, does]) => (
                <span key={does}>
                    {keys.split(" ").map((key) => (
                        <kbd key={key}>{key}</kbd>
                    ))}{" "}
                    {does}
                </span>
            ))}
        </span>
    );
}
