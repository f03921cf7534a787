import { parseQuery } from "../model/query/parse";
import type { QueryProblem } from "../model/query/query";
import type { Actions } from "./actions";
import { storeQueries, withQuery } from "./query_history";
import type { State } from "./state";

const settlingMs = 150;
const patienceMs = 900;
// Of a key. A query that takes longer to try on all rows is not tried again before the typing pauses.
const budgetMs = 80;

export function problemOf(text: string): QueryProblem | undefined {
    const parsed = parseQuery(text, new Date());
    return parsed.kind === "problem" ? parsed.problem : undefined;
}

// The text in the box, on its way to being asked.
export class QueryDraft {
    readonly #state: State;
    #asked: string;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #previewMs = 0;

    constructor(
        state: State,
        private readonly actions: () => Pick<Actions, "ask" | "preview">,
    ) {
        this.#state = state;
        this.#asked = state.query.peek();
        // Somebody else asked, by a click or an address: the box shows what is asked.
        state.query.subscribe((query) => {
            if (query === this.#asked) return;
            this.#asked = query;
            this.#settle();
            this.#put(query);
        });
    }

    get text(): string {
        return this.#state.draft.value;
    }

    get isAsked(): boolean {
        return this.text === this.#asked;
    }

    /**
     * What the table holds is filtered at once; the broker is asked as soon as the typing pauses. A problem is said a
     * while later: half a query always has one.
     */
    type(text: string): void {
        const { queryProblem, isProblemSaid } = this.#state;
        const wasSaid = isProblemSaid.value && queryProblem.value !== undefined;
        this.#settle();
        this.#put(text);
        const hasProblem = queryProblem.value !== undefined;
        isProblemSaid.value = wasSaid && hasProblem; // what was said stays until it is mended
        if (!hasProblem) this.#preview(text);
        this.#timer = setTimeout(() => this.ask(), hasProblem ? patienceMs : settlingMs);
    }

    /** Now; says what is wrong where it cannot. */
    ask(): void {
        this.#settle();
        const { queryProblem, isProblemSaid } = this.#state;
        isProblemSaid.value = true;
        this.#previewMs = 0;
        // What was seen of an earlier word of it would not be what is asked.
        if (queryProblem.value !== undefined) return this.actions().preview(undefined);
        this.#asked = this.text;
        queryProblem.value = this.actions().ask(this.text);
    }

    /** Keeps it among the earlier queries, if it is one. */
    remember(): void {
        const { queryProblem, queries } = this.#state;
        if (queryProblem.value !== undefined) return;
        queries.value = withQuery(queries.value, this.text);
        storeQueries(queries.value);
    }

    #preview(text: string): void {
        if (this.#previewMs > budgetMs) return;
        const begin = performance.now();
        this.actions().preview(text);
        this.#previewMs = performance.now() - begin;
    }

    #settle(): void {
        clearTimeout(this.#timer);
    }

    #put(text: string): void {
        this.#state.draft.value = text;
        this.#state.queryProblem.value = problemOf(text);
    }
}
