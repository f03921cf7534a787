import { useEffect } from "preact/hooks";

import { templateTexts } from "../../text/panels";
import { useApp } from "../context";
import { foreignLine } from "../foreign_text";

const always: readonly string[] = ["level", "topic", "source", "type"];

// By template, or by any field that was seen.
export function GroupChoice() {
    const { state, actions } = useApp();
    useEffect(() => actions.watchFields(), [actions]);
    const field = state.groupField.value;
    const seen = state.fieldsSeen.value.value?.fields.map(({ name }) => name) ?? [];
    const names = [...new Set([...always, ...seen, ...(field === undefined ? [] : [field])])];
    return (
        <label class="choice">
            {templateTexts.groupBy}{" "}
            <select
                value={field ?? ""}
                onChange={(event) => actions.groupTemplatesBy(event.currentTarget.value || undefined)}
            >
                <option value="">{templateTexts.byTemplate}</option>
                {names.map((name) => (
                    <option key={name} value={name}>
                        {foreignLine(name)}
                    </option>
                ))}
            </select>
        </label>
    );
}
