import type { EventWindow } from "../model/event_window";
import type { Row } from "../model/row";

export interface News {
    readonly count: number;
    readonly last: Row;
}

// What has come to the table since it was asked the last time.
export class NewsReader {
    #told: number;

    constructor(private readonly window: EventWindow) {
        this.#told = window.nextNo;
    }

    take(): News | undefined {
        const { shown, nextNo } = this.window;
        const last = shown.at(shown.length - 1);
        const count = shown.length - this.window.indexOf(this.#told);
        this.#told = nextNo;
        return last === undefined || count <= 0 ? undefined : { count, last };
    }
}
