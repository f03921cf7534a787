import { useEffect } from "preact/hooks";

import type { Alert } from "../../model/alerts/alert";
import { formatStyled } from "../../model/format";
import { activeTexts, alertTexts, historyTexts as text } from "../../text/alerts";
import { useApp } from "../context";
import { foreignLine, ForeignText } from "../foreign_text";
import { LevelMark } from "../icons";
import { EventsLink } from "./alert_links";
import { AnswerNote } from "./answer_note";
import { GroupChips } from "./group_chips";
import { useDesk } from "./use_desk";

const withDate = { clock: "local", withDate: true, withNanoseconds: false } as const;

// What became of alerts in the time that is looked at.
export function AlertHistory() {
    const { history } = useDesk();
    useEffect(() => history.watch(), [history]);
    const polled = history.transitions.value;
    const found = polled.value?.found ?? [];
    return (
        <>
            <HistoryHead count={found.length} />
            <AnswerNote of={polled} />
            {polled.value !== undefined && found.length === 0 && <p class="nothing">{text.none}</p>}
            {found.length > 0 && (
                <div class="wide">
                    <table class="list history-list" aria-label={text.list}>
                        <thead>
                            <tr>
                                <th scope="col">{text.time}</th>
                                <th scope="col">{text.state}</th>
                                <th scope="col">{text.rule}</th>
                                <th scope="col">{text.group}</th>
                                <th scope="col">{text.message}</th>
                                <th scope="col">
                                    <span class="unseen">{activeTexts.events}</span>
                                </th>
                            </tr>
                        </thead>
                        <tbody>
                            {found.map((alert, index) => (
                                <Transition key={`${alert.fingerprint} ${alert.at} ${index}`} alert={alert} />
                            ))}
                        </tbody>
                    </table>
                </div>
            )}
            {polled.value?.hasMore === true && (
                <button type="button" class="set more" onClick={history.more}>
                    {text.more}
                </button>
            )}
        </>
    );
}

function HistoryHead({ count }: { count: number }) {
    const { actions } = useApp();
    const { history, alerts, place } = useDesk();
    return (
        <div class="bar">
            <span>
                {text.ofRule}{" "}
                <select
                    aria-label={text.ofRule}
                    value={history.rule.value}
                    onChange={(event) => history.ofRule(event.currentTarget.value)}
                >
                    <option value="">{text.allRules}</option>
                    {alerts.value.rules.map(({ name }) => (
                        <option key={name} value={name}>
                            {foreignLine(name)}
                        </option>
                    ))}
                </select>
            </span>
            {place.value.of !== "" && (
                <span>
                    {text.one}{" "}
                    <button type="button" class="link" onClick={() => actions.showAlerts("history")}>
                        {alertTexts.all}
                    </button>
                </span>
            )}
            <span class="dim num">{text.held(count)}</span>
        </div>
    );
}

function Transition({ alert }: { alert: Alert }) {
    const { actions } = useApp();
    const isTrouble = alert.state === "firing" || alert.state === "overflow";
    return (
        <tr>
            <td class="num when">{formatStyled(alert.at, withDate, 0)}</td>
            <td class={isTrouble ? undefined : "dim"}>
                <LevelMark level={isTrouble ? alert.severity : "debug"} /> {activeTexts.stateOf(alert)}
            </td>
            <th scope="row">
                <button type="button" class="link" onClick={() => actions.showAlerts(`rules/${alert.rule}`)}>
                    <ForeignText text={alert.rule} />
                </button>
            </th>
            <td>
                <GroupChips by={alert.by} />
            </td>
            <td class="message">
                <ForeignText text={alert.message} />
            </td>
            <td>
                <EventsLink alert={alert} />
            </td>
        </tr>
    );
}
