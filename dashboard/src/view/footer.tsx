import { formatCount } from "../model/format";
import { useApp } from "./context";

// Where every event went: the sums close.
export function Footer() {
    const { state } = useApp();
    void state.revision.value;
    const { received, shown, dropped, forgotten } = state.window.counts;
    return (
        <footer class="foot num" aria-label="Counts">
            <Count name="received" count={received} />
            <Count name="shown" count={shown} />
            <Count
                name="dropped"
                count={dropped}
                title="The broker could not give us these: see the gaps"
                isAlarming={dropped > 0}
            />
            {forgotten > 0 && (
                <Count
                    name="forgotten"
                    count={forgotten}
                    title={`This page keeps the newest ${formatCount(state.window.capacity)}`}
                />
            )}
            <span>
                <b>{formatCount(state.rate.value)}</b>/s
            </span>
            {state.refusal.value !== undefined && (
                <span class="alarm" role="alert">
                    refused: {state.refusal.value}
                </span>
            )}
            <span class="keys">
                <kbd>J</kbd> <kbd>K</kbd> move · <kbd>Enter</kbd> open · <kbd>Space</kbd> pause · <kbd>End</kbd> newest
            </span>
        </footer>
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
