import { isAskable, isIdentifier, type FieldNode } from "../../model/event_fields";
import { isNumber } from "../../model/field";
import { writeJson, type Json } from "../../model/json";
import { withTerm } from "../../model/query/edit";
import { safeText } from "../../model/safe_text";
import { detailText } from "../../text/detail";
import { useApp } from "../context";
import { CopyButton } from "../keep/copy_button";
import { ExcludeIcon, IncludeIcon } from "../keep/icons";

// What can be done with a value: beside it what leads on, at the edge what everyone has.
export function FieldActions({ node }: { node: FieldNode }) {
    const { actions } = useApp();
    const name = safeText(node.name, 60);
    return (
        <dd class="leads">
            {isIdentifier(node) && isAskable(node) && (
                <button
                    type="button"
                    class="link"
                    aria-label={detailText.followField(name)}
                    onClick={() => actions.followValue(node.field, node.value)}
                >
                    ⇢ {detailText.follow}
                </button>
            )}
            {isNumber(node.value) && isChartable(node) && (
                <button
                    type="button"
                    class="link"
                    aria-label={detailText.chartField(name)}
                    onClick={() => actions.chart(node.field)}
                >
                    ⌁ {detailText.chart}
                </button>
            )}
            <span class="tools">
                <CopyButton name={name} text={() => textOf(node.value)} />
                {isAskable(node) && <TermButtons node={node} name={name} />}
            </span>
        </dd>
    );
}

function TermButtons({ node, name }: { node: FieldNode; name: string }) {
    const { state, actions } = useApp();
    const value = safeText(textOf(node.value), 60);
    const ask = (mode: "include" | "exclude"): void =>
        void actions.ask(withTerm(state.query.value, node.field, node.value, mode));
    const [include, exclude] = [detailText.include(name, value), detailText.exclude(name, value)];
    return (
        <>
            <button type="button" class="icon" aria-label={include} title={include} onClick={() => ask("include")}>
                <IncludeIcon />
            </button>
            <button type="button" class="icon" aria-label={exclude} title={exclude} onClick={() => ask("exclude")}>
                <ExcludeIcon />
            </button>
        </>
    );
}

// Numbers that measure; ids and the places of log calls only count.
function isChartable(node: FieldNode): boolean {
    return node.field !== "" && !isIdentifier(node) && !/^(line|thread|seq|metadata\.pid)$/.test(node.field);
}

function textOf(value: Json): string {
    return typeof value === "string" ? value : writeJson(value, 2);
}
