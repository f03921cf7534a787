import { lookAtEvents, pageAddress } from "../../model/alerts/links";
import type { Alert } from "../../model/alerts/alert";
import { activeTexts as text } from "../../text/alerts";
import { useApp } from "../context";

// Where an alert leads to: its events, what is written about it, its rule, what became of it before.
export function AlertLinks({ alert }: { alert: Alert }) {
    const { actions } = useApp();
    const runbook = pageAddress(alert.runbook);
    const go = (what: string, place: string) => (
        <button type="button" class="link" aria-label={text.of(what, alert)} onClick={() => actions.showAlerts(place)}>
            {what}
        </button>
    );
    return (
        <span class="links">
            <EventsLink alert={alert} />
            {runbook !== undefined && (
                <a class="link" href={runbook} target="_blank" rel="noopener noreferrer">
                    {text.runbook} ↗
                </a>
            )}
            {go(text.rule, `rules/${alert.rule}`)}
            {go(text.history, `history/${alert.fingerprint}`)}
        </span>
    );
}

export function EventsLink({ alert }: { alert: Alert }) {
    const { actions } = useApp();
    const look = lookAtEvents(alert);
    if (look === undefined) return null;
    return (
        <button
            type="button"
            class="link"
            aria-label={text.of(text.events, alert)}
            onClick={() => {
                actions.hide(new Set());
                actions.ask(look.query);
                actions.look(look.range);
                actions.show("events");
            }}
        >
            {text.events}
        </button>
    );
}
