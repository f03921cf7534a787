import type { RuleInfo } from "../../model/alerts/alert";
import { formatCount } from "../../model/format";
import { activeTexts, ruleTexts as text } from "../../text/alerts";
import { useApp } from "../context";
import { ForeignText } from "../foreign_text";
import { LevelMark } from "../icons";
import { MoreButton, useMore } from "./more";

export function RuleList({ rules }: { rules: readonly RuleInfo[] }) {
    const more = useMore(rules);
    return (
        <div class="wide">
            <table class="list rules" aria-label={text.list}>
                <thead>
                    <tr>
                        <th scope="col">{text.name}</th>
                        <th scope="col">{text.kind}</th>
                        <Head name={text.active} />
                        <Head name={text.partial} />
                        <Head name={text.matched} />
                        <Head name={text.groups} />
                        <Head name={text.withoutKey} />
                        <Head name={text.overflowed} />
                        <th scope="col">{text.notify}</th>
                        <th scope="col">{text.file}</th>
                    </tr>
                </thead>
                <tbody>
                    {more.shown.map((rule) => (
                        <RuleRow key={rule.name} rule={rule} />
                    ))}
                </tbody>
            </table>
            <MoreButton {...more} />
        </div>
    );
}

function Head({ name }: { name: string }) {
    return (
        <th scope="col" class="figure">
            {name}
        </th>
    );
}

function RuleRow({ rule }: { rule: RuleInfo }) {
    const { actions } = useApp();
    return (
        <tr>
            <th scope="row">
                <LevelMark level={rule.severity} label />{" "}
                <button type="button" class="link" onClick={() => actions.showAlerts(`rules/${rule.name}`)}>
                    <ForeignText text={rule.name} />
                </button>
                {rule.isShadow && (
                    <span class="tag" title={activeTexts.shadowTitle}>
                        {activeTexts.shadow}
                    </span>
                )}
            </th>
            <td class="dim">
                <ForeignText text={rule.kind} />
            </td>
            <Figure count={rule.active} isAlarming />
            <Figure count={rule.partial} />
            <Figure count={rule.matched} />
            <Figure count={rule.groups} />
            <Figure count={rule.withoutKey} isAlarming />
            <Figure count={rule.overflowed} isAlarming />
            <td>
                <ForeignText text={rule.notify.join(", ")} />
            </td>
            <td class="dim">
                <code>
                    <ForeignText text={rule.file === "" ? "" : `${rule.file}:${rule.line}`} />
                </code>
            </td>
        </tr>
    );
}

function Figure({ count, isAlarming = false }: { count: number; isAlarming?: boolean }) {
    const look = count === 0 ? " zero" : isAlarming ? " warn" : "";
    return <td class={`figure num${look}`}>{formatCount(count)}</td>;
}
