import { millisecondsOf } from "../instant";
import type { JsonObject } from "../json";
import { list, number, object, text } from "../read_json";
import { readGroup, stands, type Group } from "./alert";

// What a rule would have said of what is stored (`POST /api/rules/test`).
export interface Trial {
    /** Milliseconds since 1970. */
    readonly from: number;
    readonly to: number;
    readonly transitions: readonly TrialTransition[];
    /** Judged so far. */
    readonly events: number;
    readonly reached: string;
    readonly rules: readonly TrialCount[];
    readonly complaints: readonly string[];
    /** There were more transitions than were told. */
    readonly isCut: boolean;
    readonly isDone: boolean;
    /** False where the broker had not time enough for all of it. */
    readonly isComplete: boolean;
}

export interface TrialTransition {
    readonly at: string;
    readonly rule: string;
    readonly state: string;
    readonly by: Group;
    readonly message: string;
    readonly value: number;
    readonly seqs: readonly number[];
}

export interface TrialCount {
    readonly name: string;
    readonly matched: number;
    readonly pending: number;
    readonly firing: number;
    readonly resolved: number;
    readonly overflow: number;
    readonly messages: number;
}

export function emptyTrial(from: number, to: number): Trial {
    const nothing = { transitions: [], rules: [], complaints: [] };
    return { from, to, ...nothing, events: 0, reached: "", isCut: false, isDone: false, isComplete: true };
}

/** With the lines that came since. */
export function withLines(trial: Trial, lines: readonly JsonObject[]): Trial {
    const transitions = lines.filter(({ kind }) => kind === "transition").map(readTransition);
    const last = lines.filter(({ kind }) => kind === "progress" || kind === "end").at(-1);
    const reached = lines.filter(({ kind }) => kind === "progress").at(-1)?.["at"];
    const end = lines.find(({ kind }) => kind === "end");
    return {
        ...trial,
        ...(transitions.length > 0 && { transitions: [...trial.transitions, ...transitions] }),
        ...(last !== undefined && { events: number(last["events"]) }),
        ...(reached !== undefined && { reached: text(reached) }),
        ...(end !== undefined && {
            rules: list(end["rules"]).map((each) => readCount(object(each))),
            complaints: list(end["complaints"]).map(text),
            isCut: end["truncated"] === true,
            isDone: true,
            isComplete: end["complete"] !== false,
        }),
    };
}

function readTransition(line: JsonObject): TrialTransition {
    return {
        at: text(line["at"]),
        rule: text(line["rule"]),
        state: text(line["state"]),
        by: readGroup(line["by"]),
        message: text(line["message"]),
        value: number(line["value"]),
        seqs: list(line["seqs"]).map(number),
    };
}

function readCount(rule: JsonObject): TrialCount {
    const of = (name: string): number => number(rule[name]);
    return {
        name: text(rule["name"]),
        matched: of("matched"),
        pending: of("pending"),
        firing: of("firing"),
        resolved: of("resolved"),
        overflow: of("overflow"),
        messages: of("messages"),
    };
}

/** A time in which a group was pending or fired. */
export interface Stretch {
    readonly state: "pending" | "firing";
    readonly from: number;
    readonly to: number;
}

export interface Lane {
    readonly name: string;
    readonly stretches: readonly Stretch[];
}

/** A lane for each group, the first to fire first. What has no end yet reaches to where the trial has come. */
export function lanesOf({ transitions, from, to, reached, isDone, isComplete }: Trial): readonly Lane[] {
    const now = isDone && isComplete ? to : Math.max(millisecondsOf(reached) || from, from);
    const lanes = new Map<string, LaneWriter>();
    const isOneRule = new Set(transitions.map(({ rule }) => rule)).size === 1;
    for (const { rule, state, by, at } of transitions) {
        if (state === "overflow" || state === "error") continue;
        const group = by.map(([field, value]) => `${field}=${value}`);
        const name = (isOneRule && group.length > 0 ? group : [rule, ...group]).join(" ");
        const lane = lanes.get(name) ?? new LaneWriter();
        lanes.set(name, lane);
        lane.enter(state, millisecondsOf(at));
    }
    return [...lanes].map(([name, lane]) => ({ name, stretches: lane.stretches(now) }));
}

class LaneWriter {
    readonly #stretches: Stretch[] = [];
    #state: Stretch["state"] | undefined;
    #since = 0;

    enter(state: string, at: number): void {
        this.#close(at);
        this.#since = at;
        this.#state =
            state === "pending" ? "pending" : stands(state) ? "firing" : undefined;
    }

    stretches(now: number): readonly Stretch[] {
        this.#close(Math.max(now, this.#since));
        return this.#stretches;
    }

    // Firing goes on while it recovers.
    #close(at: number): void {
        const [state, from] = [this.#state, this.#since];
        if (state === undefined) return;
        const last = this.#stretches.at(-1);
        if (last?.state === state && last.to === from)
            this.#stretches[this.#stretches.length - 1] = { ...last, to: at };
        else this.#stretches.push({ state, from, to: at });
        this.#state = undefined;
    }
}
