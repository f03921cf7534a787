import { askOf } from "../model/range";
import { both } from "../model/template_query";
import type { Api } from "../stream/api";
import type { State } from "./state";
import { bucketOf } from "./templates";

const freshFor = 30_000;

// Counts over time of what is visible in a list, one after the other: small charts must not crowd out the searches.
export class Trends {
    #question = "";
    readonly #askedAt = new Map<string, number>();
    readonly #waiting: string[] = [];
    #isBusy = false;

    constructor(
        private readonly state: State,
        private readonly api: Api,
    ) {}

    want(term: string): void {
        this.#forgetOthers();
        const askedAt = this.#askedAt.get(term);
        if (askedAt !== undefined && performance.now() - askedAt < freshFor) return;
        this.#askedAt.set(term, performance.now());
        this.#waiting.push(term);
        if (!this.#isBusy) void this.#work();
    }

    // What was counted for another range or query is of no use.
    #forgetOthers(): void {
        const question = JSON.stringify([this.state.asked.peek(), this.state.range.peek()]);
        if (question === this.#question) return;
        this.#question = question;
        this.#askedAt.clear();
        this.#waiting.length = 0;
        this.state.trends.value = new Map();
    }

    async #work(): Promise<void> {
        this.#isBusy = true;
        for (let term = this.#waiting.shift(); term !== undefined; term = this.#waiting.shift()) {
            if (this.state.view.peek() !== "templates") this.#askedAt.delete(term);
            else await this.#count(term);
        }
        this.#isBusy = false;
    }

    async #count(term: string): Promise<void> {
        const question = this.#question;
        const { range, asked } = this.state;
        const query = both(asked.peek(), term);
        try {
            const answer = await this.api.histogram({ query, ...askOf(range.peek()), bucket: bucketOf(this.state) });
            if (question !== this.#question) return;
            const counts = answer.buckets.map(({ count }) => count);
            this.state.trends.value = new Map(this.state.trends.peek()).set(term, counts);
        } catch {
            // The list says what is wrong with the broker; this is tried again when it is fresh no more.
        }
    }
}
