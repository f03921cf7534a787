import { useEffect, useRef, useState } from "preact/hooks";

import { formatLength } from "../../model/clock";
import { textOfMilliseconds, writeInstant, type Instant } from "../../model/instant";
import { readMoment, writeMoment } from "../../model/moment_input";
import type { TimeRange } from "../../model/range";
import { timeTexts } from "../../text/time";
import { useApp } from "../context";

const [minute, hour, day] = [60, 3600, 86_400];
const minutes = [1, 5, 15, 30].map((count) => count * minute);
const hours = [1, 3, 6, 12].map((count) => count * hour);
const days = [1, 2, 7, 30].map((count) => count * day);
const presets: readonly number[] = [...minutes, ...hours, ...days];

// Presets, days, and exact times.
export function RangeMenu({ close, left }: { close: () => void; left: string }) {
    const { state, actions } = useApp();
    const menu = useRef<HTMLDivElement>(null);
    const range = state.range.value;
    const look = (to: TimeRange): void => {
        actions.look(to);
        close();
    };
    useEffect(() => menu.current?.querySelector("button")?.focus(), []);
    return (
        <div
            ref={menu}
            class="range-menu"
            role="dialog"
            aria-label={timeTexts.more}
            style={{ left, top: `${topOf(menu.current)}px` }}
            onKeyDown={(event) => {
                if (event.key !== "Escape") return;
                event.preventDefault();
                event.stopPropagation();
                close();
            }}
        >
            <div class="presets">
                {presets.map((seconds) => (
                    <button
                        key={seconds}
                        type="button"
                        aria-pressed={range.kind === "last" && range.seconds === seconds}
                        onClick={() => look({ kind: "last", seconds })}
                    >
                        {formatLength(seconds * 1000)}
                    </button>
                ))}
                <button type="button" onClick={() => look(dayBefore(0))}>
                    {timeTexts.today}
                </button>
                <button type="button" onClick={() => look(dayBefore(1))}>
                    {timeTexts.yesterday}
                </button>
            </div>
            <ExactRange look={look} />
        </div>
    );
}

// Fixed to the page: the row that it hangs from cuts off what stands out of it.
function topOf(menu: HTMLElement | null): number {
    const bar = menu?.closest(".range") ?? document.querySelector(".range");
    return (bar?.getBoundingClientRect().bottom ?? 90) + 4;
}

function dayBefore(days: number): TimeRange {
    const begin = new Date();
    begin.setHours(0, 0, 0, 0);
    begin.setDate(begin.getDate() - days);
    const end = new Date(begin);
    end.setDate(end.getDate() + 1);
    return { kind: "between", from: textOfMilliseconds(begin.getTime()), to: textOfMilliseconds(end.getTime() - 1) };
}

function ExactRange({ look }: { look: (range: TimeRange) => void }) {
    const { state } = useApp();
    const shown = useRef(spanTexts(state.range.value, state.timeSpan.value)).current;
    const [from, setFrom] = useState(shown.from);
    const [to, setTo] = useState(shown.to);
    const [problems, setProblems] = useState<Problems>({});
    const submit = (event: Event): void => {
        event.preventDefault();
        const read = readRange(from, to, Date.now());
        if (read.kind === "problems") setProblems(read.problems);
        else look(read.range);
    };
    return (
        <form onSubmit={submit} noValidate>
            <p class="dim">{timeTexts.exact}</p>
            <MomentBox id="range-from" label={timeTexts.from} value={from} set={setFrom} problem={problems.from} />
            <MomentBox id="range-to" label={timeTexts.to} value={to} set={setTo} problem={problems.to} />
            <button type="submit" class="primary">
                {timeTexts.look}
            </button>
        </form>
    );
}

interface MomentBoxProps {
    id: string;
    label: string;
    value: string;
    set: (value: string) => void;
    problem: string | undefined;
}

function MomentBox({ id, label, value, set, problem }: MomentBoxProps) {
    const problemId = `${id}-problem`;
    return (
        <div class="moment">
            <label for={id}>{label}</label>
            <input
                id={id}
                value={value}
                spellcheck={false}
                autocomplete="off"
                aria-invalid={problem !== undefined}
                aria-describedby={problem === undefined ? undefined : problemId}
                onInput={(event) => set(event.currentTarget.value)}
            />
            {problem !== undefined && (
                <p id={problemId} class="wrong" role="alert">
                    {problem}
                </p>
            )}
        </div>
    );
}

interface Problems {
    readonly from?: string;
    readonly to?: string;
}

type ReadRange =
    { readonly kind: "range"; readonly range: TimeRange } | { readonly kind: "problems"; readonly problems: Problems };

function readRange(fromText: string, toText: string, now: number): ReadRange {
    const [from, to] = [readMoment(fromText, now), readMoment(toText, now, true)];
    if (from.kind === "problem" || to.kind === "problem") {
        const problems = {
            ...(from.kind === "problem" && { from: from.problem }),
            ...(to.kind === "problem" && { to: to.problem }),
        };
        return { kind: "problems", problems };
    }
    if (to.instant <= from.instant) return { kind: "problems", problems: { to: timeTexts.endBeforeBegin } };
    return { kind: "range", range: between(from.instant, to.instant) };
}

function between(from: Instant, to: Instant): TimeRange {
    return { kind: "between", from: writeInstant(from), to: writeInstant(to) };
}

function spanTexts(
    range: TimeRange,
    span: { readonly from: number; readonly to: number },
): { from: string; to: string } {
    if (range.kind === "between") return { from: writeMoment(range.from), to: writeMoment(range.to) };
    // Whole seconds are enough for where something moves.
    const whole = (time: number): string => writeMoment(textOfMilliseconds(Math.floor(time / 1000) * 1000));
    return { from: whole(span.from), to: whole(span.to) };
}
