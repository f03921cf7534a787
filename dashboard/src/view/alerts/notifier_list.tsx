import { useEffect } from "preact/hooks";

import { formatCount, formatStyled } from "../../model/format";
import type { Delivery, Notifier } from "../../stream/alerts_api";
import { notifierTexts as text } from "../../text/alerts";
import { ForeignText } from "../foreign_text";
import { AnswerNote, ProblemLine } from "./answer_note";
import { useDesk } from "./use_desk";

const withDate = { clock: "local", withDate: true, withNanoseconds: false } as const;

// Whom the broker tells, and whether they took it.
export function NotifierList() {
    const desk = useDesk().notifiers;
    useEffect(() => desk.watch(), [desk]);
    const polled = desk.notifiers.value;
    const { value } = polled;
    return (
        <>
            <AnswerNote of={polled} />
            {value?.notifiers.length === 0 && <p class="nothing">{text.none}</p>}
            {value !== undefined && value.notifiers.length > 0 && (
                <>
                    <Notifiers notifiers={value.notifiers} />
                    <Deliveries deliveries={value.deliveries} />
                </>
            )}
        </>
    );
}

function Notifiers({ notifiers }: { notifiers: readonly Notifier[] }) {
    return (
        <section class="card" aria-label={text.list}>
            <header>
                <h3>{text.list}</h3>
            </header>
            <div class="wide">
                <table class="list">
                    <thead>
                        <tr>
                            <th scope="col">{text.name}</th>
                            <th scope="col">{text.kind}</th>
                            {[text.waiting, text.delivered, text.retried, text.refused].map((name) => (
                                <th key={name} scope="col" class="figure">
                                    {name}
                                </th>
                            ))}
                            <th scope="col">
                                <span class="unseen">{text.test}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {notifiers.map((each) => (
                            <NotifierRow key={each.name} notifier={each} />
                        ))}
                    </tbody>
                </table>
            </div>
        </section>
    );
}

function NotifierRow({ notifier: { name, kind, waiting, delivered, retried, refused } }: { notifier: Notifier }) {
    const desk = useDesk().notifiers;
    const asked = desk.asked.value;
    const mine = asked?.name === name ? asked : undefined;
    return (
        <tr>
            <th scope="row">
                <ForeignText text={name} />
            </th>
            <td class="dim">
                <ForeignText text={kind} />
            </td>
            <Figure count={waiting} />
            <Figure count={delivered} />
            <Figure count={retried} isAlarming />
            <Figure count={refused} isAlarming />
            <td>
                <button type="button" class="set" aria-label={text.testOf(name)} onClick={() => desk.test(name)}>
                    {text.test}
                </button>{" "}
                {mine?.kind === "asked" && (
                    <span role="status" class="dim">
                        {text.asked}
                    </span>
                )}
                {mine?.kind === "failed" && <ProblemLine problem={mine.problem} />}
            </td>
        </tr>
    );
}

function Figure({ count, isAlarming = false }: { count: number; isAlarming?: boolean }) {
    const look = count === 0 ? " zero" : isAlarming ? " warn" : "";
    return <td class={`figure num${look}`}>{formatCount(count)}</td>;
}

function Deliveries({ deliveries }: { deliveries: readonly Delivery[] }) {
    return (
        <section class="card" aria-label={text.deliveries}>
            <header>
                <h3>{text.deliveries}</h3>
            </header>
            {deliveries.length === 0 ? (
                <p class="dim hint">{text.noDeliveries}</p>
            ) : (
                <div class="wide">
                    <table class="list">
                        <thead>
                            <tr>
                                <th scope="col">{text.at}</th>
                                <th scope="col">{text.name}</th>
                                <th scope="col">{text.outcome}</th>
                                <th scope="col" class="figure">
                                    {text.took}
                                </th>
                                <th scope="col">{text.detail}</th>
                                <th scope="col">{text.key}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {deliveries.map((each, index) => (
                                <DeliveryRow key={`${each.at} ${each.key} ${index}`} delivery={each} />
                            ))}
                        </tbody>
                    </table>
                </div>
            )}
        </section>
    );
}

function DeliveryRow({ delivery: { at, notifier, outcome, detail, tookMs, key } }: { delivery: Delivery }) {
    return (
        <tr>
            <td class="num when">{formatStyled(at, withDate, 0)}</td>
            <td>
                <ForeignText text={notifier} />
            </td>
            <td class={outcome === "delivered" ? undefined : "warn"}>
                {text.outcomes[outcome] ?? <ForeignText text={outcome} />}
            </td>
            <td class="figure num">{text.ms(tookMs)}</td>
            <td class="message">
                <ForeignText text={detail} />
            </td>
            <td class="dim">
                <code>
                    <ForeignText text={key} />
                </code>
            </td>
        </tr>
    );
}
