import { kinds, type Kind } from "../model/level";
import { parseQuery } from "../model/query/parse";
import type { Query, QueryProblem } from "../model/query/query";
import { usualRange, type TimeRange } from "../model/range";
import type { Neighbours } from "./actions";
import { compiledOf } from "./asked";
import type { State } from "./state";

// What a person wants to look at: which events, and of which time.
export interface LookActions {
    /** Applies a query; says what is wrong with it, or nothing. */
    ask(text: string): QueryProblem | undefined;
    /** Shows the rows that match a query which is still being typed; undefined: those of the one that is asked. */
    preview(text: string | undefined): void;
    toggleLevel(level: Kind): void;
    /** Shows this level alone, or all of them again. */
    onlyLevel(level: Kind): void;
    /** Hides these levels, and shows all others. */
    hide(levels: ReadonlySet<Kind>): void;
    showEverything(): void;
    /** The last so many seconds are live, a range between two times is past. */
    look(range: TimeRange): void;
    /** The newest, over the range that was live before. */
    goLive(): void;
    /** Plays what happened from a time (RFC 3339) on, so many times as fast. */
    replay(from: string, speed: number): void;
    setReplaySpeed(speed: number): void;
}

export function lookActions(state: State, { feed, changed }: Neighbours): LookActions {
    let filtered = state.compiled.peek();

    // A walk over all rows, which need not be made again when what was seen while it was typed is asked.
    function filter(query: Query): void {
        if (query.text === filtered.text) return;
        filtered = query;
        state.window.setFilter(query);
    }

    // The window shows at once what it has; the feed brings the rest.
    function askedAnew(): void {
        filter(state.compiled.value);
        feed.refill();
        changed();
    }

    function hide(hidden: Iterable<Kind>): void {
        state.hidden.value = new Set(hidden);
        askedAnew();
    }

    function begin(): void {
        state.selected.value = undefined;
        state.isPaused.value = false;
        state.window.resume();
        state.scroll.follow();
        changed();
    }

    // Where going live leads back to.
    let liveRange = state.range.value.kind === "last" ? state.range.value : usualRange;

    const actions: LookActions = {
        ask(text) {
            const parsed = parseQuery(text, new Date());
            if (parsed.kind === "problem") return parsed.problem;
            const before = state.asked.value;
            state.query.value = text;
            if (state.asked.value !== before) askedAnew();
            return undefined;
        },
        preview(text) {
            filter(text === undefined ? state.compiled.value : compiledOf(text, state.hidden.value));
            changed();
        },
        toggleLevel(level) {
            const hidden = new Set(state.hidden.value);
            if (!hidden.delete(level)) hidden.add(level);
            hide(hidden);
        },
        onlyLevel(level) {
            const others = kinds.filter((each) => each !== level);
            const isAlone = !state.hidden.value.has(level) && others.every((each) => state.hidden.value.has(each));
            hide(isAlone ? [] : others);
        },
        hide,
        showEverything() {
            state.query.value = "";
            hide([]);
        },
        look(range) {
            const wasLive = state.mode.value.kind === "live" && range.kind === "last";
            state.range.value = range;
            if (range.kind === "last") liveRange = range;
            state.mode.value = { kind: range.kind === "last" ? "live" : "past" };
            if (!wasLive) begin();
            feed.restart();
        },
        goLive() {
            const { value: range } = state.range;
            const isLive = state.mode.value.kind === "live" && range.kind === "last";
            if (isLive) begin();
            else actions.look(liveRange);
        },
        replay(from, speed) {
            state.mode.value = { kind: "replay", from, speed, at: from };
            begin();
            feed.restart();
        },
        setReplaySpeed(speed) {
            const { value: mode } = state.mode;
            if (mode.kind !== "replay" || mode.speed === speed) return;
            state.mode.value = { ...mode, speed };
            if (!state.isPaused.value) feed.continueReplay();
        },
    };
    return actions;
}
