import { useState } from "preact/hooks";

import { back, levelSpans, settableLevels, suggestedLevel, usualSpan, type LevelTarget } from "../../model/levels";
import type { LoggerLevel } from "../../stream/api";
import { levelTexts } from "../../text/levels";
import { useApp } from "../context";
import { Popover } from "../keep/popover";

interface LevelProps {
    target: LevelTarget;
    source: string;
    now?: LoggerLevel;
}

interface SetButtonProps extends LevelProps {
    isDisabled?: boolean;
    /** Where the row says of what. */
    isShort?: boolean;
}

// The next step for who wants to know more: one click.
export function SetButton({ target, source, now, isDisabled = false, isShort = false }: SetButtonProps) {
    const { actions } = useApp();
    const who = levelTexts.who(target);
    const level = suggestedLevel(now?.level);
    return (
        <button
            type="button"
            class="set"
            disabled={isDisabled}
            {...(isShort && { "aria-label": levelTexts.setOf(who, source, level, usualSpan) })}
            onClick={() => actions.setLevel(target, level)}
        >
            {isShort ? levelTexts.setShort(level, usualSpan) : levelTexts.set(who, level, usualSpan)}
        </button>
    );
}

export function BackButton({ target, was }: { target: LevelTarget; was: string }) {
    const { actions } = useApp();
    return (
        <button
            type="button"
            class="set"
            aria-label={levelTexts.backOf(levelTexts.who(target), was)}
            onClick={() => actions.setLevel(target, back)}
        >
            {levelTexts.back}
        </button>
    );
}

export function OtherLevels(props: LevelProps) {
    const label = levelTexts.others(levelTexts.who(props.target));
    return (
        <Popover label={label} sign="▾">
            {(close) => <LevelForm {...props} close={close} />}
        </Popover>
    );
}

function LevelForm({ target, now, close }: LevelProps & { close: () => void }) {
    const { actions } = useApp();
    const [level, setLevel] = useState(suggestedLevel(now?.level));
    const [span, setSpan] = useState<string>(usualSpan);
    return (
        <form
            class="save"
            onSubmit={(event) => {
                event.preventDefault();
                actions.setLevel(target, level, span);
                close();
            }}
        >
            <Choice label={levelTexts.level} values={settableLevels} value={level} choose={setLevel} />
            <Choice label={levelTexts.for} values={levelSpans} value={span} choose={setSpan} name={levelTexts.span} />
            <button type="submit" class="primary">
                {levelTexts.setNow}
            </button>
        </form>
    );
}

interface ChoiceProps {
    label: string;
    values: readonly string[];
    value: string;
    choose(value: string): void;
    name?(value: string): string;
}

function Choice({ label, values, value, choose, name = (each) => each }: ChoiceProps) {
    return (
        <select aria-label={label} value={value} onChange={(event) => choose(event.currentTarget.value)}>
            {values.map((each) => (
                <option key={each} value={each}>
                    {name(each)}
                </option>
            ))}
        </select>
    );
}
