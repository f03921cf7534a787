import type { PathRule } from "../../model/source_link";
import { keepText } from "../../text/keep";
import { CrossIcon } from "./icons";

interface PathRulesProps {
    rules: readonly PathRule[];
    change: (rules: readonly PathRule[]) => void;
}

export function PathRules({ rules, change }: PathRulesProps) {
    const put = (at: number, part: Partial<PathRule>): void =>
        change(rules.map((rule, index) => (index === at ? { ...rule, ...part } : rule)));
    return (
        <fieldset>
            <legend>{keepText.paths}</legend>
            <p class="dim">{keepText.pathsHint}</p>
            {rules.map(({ from, to }, index) => (
                <div key={index} class="rule">
                    <PathBox
                        label={keepText.pathFrom}
                        hint={keepText.pathFromHint}
                        value={from}
                        change={(value) => put(index, { from: value })}
                    />
                    <span aria-hidden="true">→</span>
                    <PathBox
                        label={keepText.pathTo}
                        hint="/home/me/shop"
                        value={to}
                        change={(value) => put(index, { to: value })}
                    />
                    <button
                        type="button"
                        class="icon"
                        aria-label={keepText.removePath(from)}
                        title={keepText.removePath(from)}
                        onClick={() => change(rules.filter((_, each) => each !== index))}
                    >
                        <CrossIcon />
                    </button>
                </div>
            ))}
            <button type="button" class="link" onClick={() => change([...rules, { from: "", to: "" }])}>
                {keepText.addPath}
            </button>
        </fieldset>
    );
}

interface PathBoxProps {
    label: string;
    hint: string;
    value: string;
    change: (value: string) => void;
}

function PathBox({ label, hint, value, change }: PathBoxProps) {
    return (
        <input
            class="mono"
            aria-label={label}
            title={label}
            placeholder={hint}
            value={value}
            spellcheck={false}
            onInput={(event) => change(event.currentTarget.value)}
        />
    );
}
