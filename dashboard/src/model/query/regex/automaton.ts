import { Alphabet } from "./alphabet";
import { has, wordCharacters } from "./char_set";
import type { Program } from "./program";
import { BrokerOnly, type Here } from "./tree";

// What lies on one side of a place.
type Side = "nothing" | "newline" | "word" | "other";

interface State {
    readonly places: readonly number[];
    readonly before: Side;
}

const found = -1;
const hopeless = -2;
const mostStates = 1000;
const mostWork = 400_000;

/**
 * All that an expression can come to while it reads, worked out beforehand: reading a text is then one look into a
 * table for each of its characters, whatever the expression. One that comes to too much is not for this page
 * (BrokerOnly).
 */
export class Automaton {
    readonly #alphabet: Alphabet;
    readonly #states: State[] = [];
    readonly #numbers = new Map<string, number>();
    readonly #next: number[] = []; // by state and letter; the last column is the end of the text
    readonly #table: Int32Array;
    readonly #asks: boolean;
    #work = 0;

    constructor(private readonly program: Program) {
        this.#alphabet = new Alphabet(program);
        this.#asks = program.steps.some((step) => step.kind === "ask");
        this.#numberOf({ places: [program.first], before: "nothing" });
        for (let at = 0; at < this.#states.length; at += 1) this.#workOut(at);
        this.#markHopeless();
        this.#table = Int32Array.from(this.#next);
    }

    finds(text: string): boolean {
        const width = this.#alphabet.size + 1;
        const table = this.#table;
        const { ascii } = this.#alphabet;
        let state = 0;
        for (let at = 0; at < text.length; at += 1) {
            let code = text.charCodeAt(at);
            if (code >= 0xd800 && code < 0xdc00) {
                code = text.codePointAt(at) ?? 0;
                if (code > 0xffff) at += 1;
            }
            const letter = (code < 128 ? ascii[code] : this.#alphabet.letterOf(code)) ?? 0;
            state = table[state * width + letter] ?? hopeless;
            if (state < 0) return state === found;
        }
        return table[state * width + width - 1] === found;
    }

    #workOut(at: number): void {
        const state = this.#states[at];
        if (state === undefined) return;
        const reached = new Map<Side, readonly number[] | undefined>();
        const reach = (after: Side): readonly number[] | undefined => {
            if (!reached.has(after)) reached.set(after, this.#reach(state, after));
            return reached.get(after);
        };
        for (let letter = 0; letter < this.#alphabet.size; letter += 1) {
            const code = this.#alphabet.sample(letter);
            const places = reach(this.#sideOf(code));
            this.#next.push(places === undefined ? found : this.#numberOf(this.#read(places, code)));
        }
        this.#next.push(reach("nothing") === undefined ? found : hopeless);
    }

    #sideOf(code: number): Side {
        if (!this.#asks) return "other";
        return code === 10 ? "newline" : has(wordCharacters, code) ? "word" : "other";
    }

    // The steps that wait for a character; nothing where one has found what it was looking for.
    #reach({ places, before }: State, after: Side): readonly number[] | undefined {
        const seen = new Set(places);
        const waiting: number[] = [];
        for (const at of seen) {
            this.#work += 1;
            const step = this.program.steps[at];
            if (step === undefined || step.kind === "found") return undefined;
            if (step.kind === "read") {
                waiting.push(at);
            } else if (step.kind === "fork") {
                seen.add(step.next).add(step.other);
            } else if (isHere(step.what, before, after)) {
                seen.add(step.next);
            }
        }
        return waiting;
    }

    #read(waiting: readonly number[], code: number): State {
        const places = new Set<number>([this.program.first]); // it may begin anywhere
        for (const at of waiting) {
            this.#work += 1;
            const step = this.program.steps[at];
            if (step?.kind === "read" && has(step.set, code)) places.add(step.next);
        }
        return { places: [...places].sort((left, right) => left - right), before: this.#sideOf(code) };
    }

    #numberOf(state: State): number {
        const key = `${state.before} ${state.places.join()}`;
        const known = this.#numbers.get(key);
        if (known !== undefined) return known;
        if (this.#states.length === mostStates || this.#work > mostWork) throw new BrokerOnly();
        this.#numbers.set(key, this.#states.length);
        return this.#states.push(state) - 1;
    }

    // Where nothing leads elsewhere, reading on is in vain: behind the beginning, of what must stand there.
    #markHopeless(): void {
        const width = this.#alphabet.size + 1;
        const isLost = this.#states.map((_, at) => {
            const row = this.#next.slice(at * width, (at + 1) * width - 1);
            return this.#next[(at + 1) * width - 1] !== found && row.every((next) => next === at);
        });
        for (const [index, next] of this.#next.entries()) {
            if (next >= 0 && isLost[next] === true) this.#next[index] = hopeless;
        }
    }
}

function isHere(what: Here, before: Side, after: Side): boolean {
    switch (what) {
        case "begin":
            return before === "nothing";
        case "end":
            return after === "nothing";
        case "lineBegin":
            return before === "nothing" || before === "newline";
        case "lineEnd":
            return after === "nothing" || after === "newline";
        case "wordEdge":
            return (before === "word") !== (after === "word");
        case "noWordEdge":
            return (before === "word") === (after === "word");
    }
}
