import { useEffect, useState } from "preact/hooks";

import { formatShare } from "../../model/figures";
import { formatCount } from "../../model/format";
import { groupsOf, type Group } from "../../model/groups";
import { nextOrder, sortBy, type Order } from "../../model/sort_by";
import { templateTexts } from "../../text/panels";
import { useApp } from "../context";
import { ForeignText } from "../foreign_text";
import { GroupChoice } from "./group_choice";
import { moveBetweenRows } from "./row_keys";
import { SortHead } from "./sort_head";
import { Sparkline } from "./sparkline";

type Key = "value" | "count";

// Events by the values of a field, with what is in none of the most frequent ones.
export function GroupTable({ field }: { field: string }) {
    const { state, actions } = useApp();
    useEffect(() => actions.watchGroups(), [actions]);
    const [order, setOrder] = useState<Order<Key>>({ by: "count", isDescending: true });
    const sort = (by: Key): void => setOrder(nextOrder(order, by, by === "count"));
    const { value: answer, problem } = state.groups.value;
    const { groups, others, without } = groupsOf(answer);
    const total = answer?.total ?? 0;
    return (
        <>
            <header class="panel-head">
                <h2>{field}</h2>
                <GroupChoice />
                {answer !== undefined && <span class="dim num">{templateTexts.events(total)}</span>}
                {problem !== undefined && <span class="alarm">{problem.detail}</span>}
            </header>
            <div class="panel-scroll" onKeyDown={moveBetweenRows}>
                <table class="list groups">
                    <thead>
                        <tr>
                            <SortHead by="value" name={templateTexts.value} order={order} sort={sort} />
                            <SortHead by="count" name={templateTexts.count} class="figure" order={order} sort={sort} />
                            <th scope="col" class="figure">
                                {templateTexts.share}
                            </th>
                            <th scope="col" class="trend">
                                {templateTexts.trend}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {sortBy(groups, order, (group, by) => group[by]).map((group) => (
                            <GroupRow key={group.value} group={group} total={total} show={actions.showGroup} />
                        ))}
                        <RestRow name={templateTexts.others} rest={others} total={total} />
                        <RestRow name={templateTexts.without} rest={without} total={total} />
                    </tbody>
                </table>
                {answer === undefined && problem === undefined && <p class="nothing">{templateTexts.asking}</p>}
                {answer !== undefined && total === 0 && <p class="nothing">{templateTexts.nothing}</p>}
            </div>
        </>
    );
}

function GroupRow({ group, total, show }: { group: Group; total: number; show: (value: string) => void }) {
    return (
        <tr onClick={() => show(group.value)}>
            <th scope="row">
                <button type="button" data-row title={templateTexts.show(group.value)}>
                    <ForeignText text={group.value === "" ? '""' : group.value} />
                </button>
            </th>
            <Figures group={group} total={total} />
        </tr>
    );
}

function RestRow({ name, rest, total }: { name: string; rest: Omit<Group, "value">; total: number }) {
    if (rest.count === 0) return null;
    return (
        <tr class="rest">
            <th scope="row">{name}</th>
            <Figures group={rest} total={total} />
        </tr>
    );
}

function Figures({ group, total }: { group: Omit<Group, "value">; total: number }) {
    return (
        <>
            <td class="figure num">{formatCount(group.count)}</td>
            <td class="figure num">{formatShare(group.count, total)}</td>
            <td class="trend">
                <Sparkline counts={group.trend} />
            </td>
        </>
    );
}
