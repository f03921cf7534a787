import { useEffect } from "preact/hooks";

import type { Polled } from "../../state/poll";
import { forbidden } from "../../state/poll";
import { healthTexts } from "../../text/panels";
import { useApp } from "../context";
import { LoggersCard } from "../levels";
import { AccountCard } from "./account_card";
import { ClientsCard } from "./clients_card";
import { DropsCard } from "./drops_card";
import { EdgesCard } from "./edges_card";
import { BrokerCard, StoreCard } from "./pulse_cards";

// How the broker is, and where every event went.
export function HealthView() {
    const { state, actions } = useApp();
    useEffect(() => actions.watchHealth(), [actions]);
    const pulse = state.pulse.value;
    const accounting = state.accounting.value;
    const clients = state.clients.value;
    return (
        <main class="panel-view" aria-label={healthTexts.view}>
            <header class="panel-head">
                <h2>{healthTexts.view}</h2>
            </header>
            <div class="panel-scroll health" role="region" aria-label={healthTexts.figures} tabIndex={0}>
                <ProblemNote of={[pulse, accounting, clients]} />
                {pulse.value !== undefined && (
                    <div class="cards">
                        <BrokerCard pulse={pulse.value} />
                        <StoreCard pulse={pulse.value} />
                        <DropsCard stats={pulse.value.now} />
                    </div>
                )}
                {accounting.value !== undefined && <AccountCard accounting={accounting.value} />}
                <EdgesCard edges={state.edges.value.value ?? []} />
                <LoggersCard />
                {clients.value !== undefined && (
                    <ClientsCard clients={clients.value} subscriptions={accounting.value?.subscriptions ?? []} />
                )}
                {pulse.value === undefined && pulse.problem === undefined && (
                    <p class="nothing">{healthTexts.asking}</p>
                )}
            </div>
        </main>
    );
}

// Once, whatever was asked: what is missing most is said.
function ProblemNote({ of }: { of: readonly Polled<unknown>[] }) {
    const problems = of.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
    const first = problems.find(({ error }) => error === forbidden) ?? problems[0];
    if (first === undefined) return null;
    return (
        <p class="note-box" role="status">
            {first.error === forbidden ? `${healthTexts.adminOnly} (${first.detail})` : first.detail}
        </p>
    );
}
