import { useEffect } from "preact/hooks";

import { formatShare } from "../../model/figures";
import { formatCount } from "../../model/format";
import { writeJson, type Json } from "../../model/json";
import { shareOfTop, suggestFields } from "../../model/top_fields";
import type { FieldInfo, FieldsAnswer } from "../../stream/api";
import { sideTexts } from "../../text/side";
import { useApp } from "../context";
import { foreignLine, ForeignText } from "../foreign_text";

const shownValues = 5;

// The most frequent values of some fields; a click asks for one, or leaves it out.
export function TopValues() {
    const { state, actions } = useApp();
    useEffect(() => actions.watchFields(), [actions]);
    const { value: answer, problem } = state.fieldsSeen.value;
    if (problem !== undefined && answer === undefined) return <p class="alarm">{problem.detail}</p>;
    if (answer === undefined) return null;
    const chosen = state.chosenFields.value ?? suggestFields(answer.fields, answer.looked_at);
    return (
        <>
            {chosen.map((name) => (
                <FieldSection
                    key={name}
                    name={name}
                    field={answer.fields.find((field) => field.name === name)}
                    answer={answer}
                    remove={() => actions.chooseFields(chosen.filter((each) => each !== name))}
                />
            ))}
            <AddField answer={answer} chosen={chosen} />
        </>
    );
}

interface FieldSectionProps {
    name: string;
    field: FieldInfo | undefined;
    answer: FieldsAnswer;
    remove: () => void;
}

function FieldSection({ name, field, answer, remove }: FieldSectionProps) {
    const { actions } = useApp();
    const sampled = answer.sampled ? sideTexts.sampled(formatCount(answer.looked_at)) : undefined;
    return (
        <section aria-label={sideTexts.topOf(name)}>
            <h2 title={sampled}>
                <span class="name">{sideTexts.topOf(name)}</span>
                {answer.sampled && <small>{sideTexts.sampledMark}</small>}
                <button type="button" class="remove" aria-label={sideTexts.removeField(name)} onClick={remove}>
                    ✕
                </button>
            </h2>
            <ul>
                {field?.values.slice(0, shownValues).map(({ value, count }) => (
                    <ValueLine
                        key={writeJson(value)}
                        field={name}
                        value={value}
                        share={formatShare(count, field.count)}
                    />
                ))}
                {field !== undefined && (field.values.length > shownValues || shareOfTop(field) < 1) && (
                    <li>
                        <button
                            type="button"
                            class="line faint"
                            title={sideTexts.moreTitle(name)}
                            onClick={() => {
                                actions.groupTemplatesBy(name);
                                actions.show("templates");
                            }}
                        >
                            {sideTexts.more(Math.max(field.values.length - shownValues, 0), shareOfTop(field) === 1)}
                        </button>
                    </li>
                )}
            </ul>
        </section>
    );
}

function ValueLine({ field, value, share }: { field: string; value: Json; share: string }) {
    const { actions } = useApp();
    const text = value === "" ? sideTexts.empty : typeof value === "string" ? value : writeJson(value);
    return (
        <li class="value">
            <button
                type="button"
                class="line"
                title={sideTexts.includeTitle(foreignLine(text))}
                onClick={(event) => actions.askForValue(field, value, event.altKey ? "exclude" : "include")}
            >
                <b>
                    <ForeignText text={text} />
                </b>
                <i class="num">{share}</i>
            </button>
            <button
                type="button"
                class="exclude"
                aria-label={sideTexts.exclude(foreignLine(field), foreignLine(text))}
                title={sideTexts.exclude(foreignLine(field), foreignLine(text))}
                onClick={() => actions.askForValue(field, value, "exclude")}
            >
                −
            </button>
        </li>
    );
}

function AddField({ answer, chosen }: { answer: FieldsAnswer; chosen: readonly string[] }) {
    const { actions } = useApp();
    const names = answer.fields.map(({ name }) => name).filter((name) => !chosen.includes(name));
    return (
        <select
            class="add"
            aria-label={sideTexts.addField}
            value=""
            onChange={(event) => {
                const { value } = event.currentTarget;
                event.currentTarget.value = "";
                if (value !== "") actions.chooseFields([...chosen, value]);
            }}
        >
            <option value="">{sideTexts.addFieldHint}</option>
            {names.map((name) => (
                <option key={name} value={name}>
                    {foreignLine(name)}
                </option>
            ))}
        </select>
    );
}
