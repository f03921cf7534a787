import { newline, wordCharacters, type CharSet } from "./char_set";
import type { Program } from "./program";
import { BrokerOnly } from "./tree";

// Characters that no step tells apart are one letter.
export class Alphabet {
    readonly #from: readonly number[];
    /** The letters of the first 128 characters. */
    readonly ascii: Uint8Array;

    constructor(program: Program) {
        const asks = program.steps.some((step) => step.kind === "ask");
        const sets: CharSet[] = program.steps.flatMap((step) => (step.kind === "read" ? [step.set] : []));
        if (asks) sets.push(newline, wordCharacters);
        const cuts = new Set(sets.flatMap((set) => set.flatMap(([from, to]) => [from, to + 1])));
        this.#from = [...cuts.add(0)].filter((each) => each <= 0x10ffff).sort((left, right) => left - right);
        if (this.#from.length > 250) throw new BrokerOnly();
        this.ascii = Uint8Array.from({ length: 128 }, (_, code) => this.letterOf(code));
    }

    get size(): number {
        return this.#from.length;
    }

    /** One character of the letter. */
    sample(letter: number): number {
        return this.#from[letter] ?? 0;
    }

    letterOf(code: number): number {
        let low = 0;
        let high = this.#from.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if ((this.#from[middle] ?? 0) <= code) low = middle;
            else high = middle - 1;
        }
        return low;
    }
}
