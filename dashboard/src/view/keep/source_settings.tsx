import { memberOf } from "../../model/event";
import { safeLine } from "../../model/safe_text";
import { editors, sourceLink, templateOf, templateProblem, type SourceSettings } from "../../model/source_link";
import { keepText } from "../../text/keep";
import { useApp } from "../context";
import { PathRules } from "./path_rules";

// Which editor opens the place of a log call, and where this computer has the files.
export function SourceSettingsForm() {
    const { state, actions } = useApp();
    const settings = state.source.value;
    const change = (part: Partial<SourceSettings>): void => actions.setSource({ ...settings, ...part });
    return (
        <form onSubmit={(event) => event.preventDefault()}>
            <h3>{keepText.sourceLinks}</h3>
            <label class="setting">
                <span>{keepText.editor}</span>
                <select value={settings.editor} onChange={(event) => change({ editor: event.currentTarget.value })}>
                    {editors.map(({ id, name }) => (
                        <option key={id} value={id}>
                            {name}
                        </option>
                    ))}
                    <option value="custom">{keepText.custom}</option>
                </select>
            </label>
            {settings.editor === "custom" && (
                <CustomAddress value={settings.custom} change={(custom) => change({ custom })} />
            )}
            <PathRules rules={settings.paths} change={(paths) => change({ paths })} />
            <Example settings={settings} />
        </form>
    );
}

function CustomAddress({ value, change }: { value: string; change: (value: string) => void }) {
    const problem = value === "" ? undefined : templateProblem(value);
    return (
        <>
            <label class="setting">
                <span>{keepText.customAddress}</span>
                <input
                    class="mono"
                    value={value}
                    spellcheck={false}
                    aria-invalid={problem !== undefined}
                    aria-describedby="custom-hint"
                    onInput={(event) => change(event.currentTarget.value)}
                />
            </label>
            <p id="custom-hint" class={problem === undefined ? "dim" : "alarm"}>
                {problem === undefined ? keepText.customHint : keepText.problems[problem]}
            </p>
        </>
    );
}

// The open event's place, or one that was made up.
function Example({ settings }: { settings: SourceSettings }) {
    const event = useApp().state.selected.value?.event;
    const told = event === undefined ? undefined : memberOf(event, "file");
    const line = event === undefined ? undefined : memberOf(event, "line");
    const file = typeof told === "string" ? told : "/build/src/payment.cpp";
    const link = sourceLink(file, typeof told === "string" && typeof line === "number" ? line : 188, settings);
    return (
        <>
            <h3>{keepText.example}</h3>
            <p class="mono">{safeLine(file, 300)}</p>
            <p class={link === undefined ? "alarm" : "mono dim"}>
                {link ?? keepText.problems[templateProblem(templateOf(settings)) ?? "no_place"]}
            </p>
        </>
    );
}
