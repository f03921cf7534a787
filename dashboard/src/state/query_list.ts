import { completionsAt, withCompletion, type Completions, type Known } from "../model/completion";
import type { QueryBoxState } from "./query_box";

/** What hangs below the box. */
export type QueryList =
    ({ readonly kind: "completions" } & Completions) | { readonly kind: "history"; readonly items: readonly string[] };

/** What stands in the box after a choice, and where the cursor goes. */
export interface Typed {
    readonly text: string;
    readonly cursor: number;
}

export class QueryChoices {
    #known: Known = { fields: [], topics: [] };
    /** Where completions are wanted, even if there are none yet. */
    #cursor: number | undefined;

    constructor(private readonly state: QueryBoxState) {}

    learn(known: Known): void {
        this.#known = known;
        // A list in which somebody is choosing stays as it is.
        if (this.#cursor !== undefined && this.state.queryPick.value < 0) this.complete(this.#cursor);
    }

    complete(cursor: number): void {
        this.show({ kind: "completions", ...completionsAt(this.state.draft.value, cursor, this.#known) });
        this.#cursor = cursor;
    }

    /** Only where a word or a value is being typed: behind a space nobody asked for help. */
    follow({ text, cursor }: Typed): void {
        if (/[^\s)]$/.test(text.slice(0, cursor))) this.complete(cursor);
        else this.show(undefined);
    }

    show(list: QueryList | undefined): void {
        this.state.queryList.value = list !== undefined && list.items.length > 0 ? list : undefined;
        this.state.queryPick.value = -1;
        this.#cursor = undefined;
    }

    pick(by: number): void {
        const { queryList, queryPick } = this.state;
        // Between the last and the first there is the place where nothing is picked.
        const places = (queryList.value?.items.length ?? 0) + 1;
        queryPick.value = ((queryPick.value + 1 + by + places) % places) - 1;
    }

    chosen(index: number): Typed | undefined {
        const list = this.state.queryList.value;
        if (list?.kind === "history") {
            const text = list.items[index];
            return text === undefined ? undefined : { text, cursor: text.length };
        }
        const item = list?.items[index];
        if (list === undefined || item === undefined) return undefined;
        return withCompletion(this.state.draft.value, list, item);
    }
}
