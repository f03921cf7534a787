// Tells the reader's scrolling from the browser's: when the page around the table is laid out anew, the browser may
// move what it scrolls, and nobody wanted to go there.
export class Reader {
    #until = -Infinity;
    #refused = { top: NaN, at: -Infinity };

    /** A wheel, a key, a finger; all times in milliseconds. */
    act(now: number): void {
        this.#until = Math.max(this.#until, now + patience);
    }

    /** A button of the mouse: it may hold the scroll bar until it is released. */
    press(): void {
        this.#until = Infinity;
    }

    release(now: number): void {
        this.#until = now + patience;
    }

    // Whether it is the reader who went there. What goes to the same place again, at once, is meant: a reader whose
    // tool gives no sign of its own.
    scrolls(top: number, now: number): boolean {
        const isAgain = Math.abs(top - this.#refused.top) < 1 && now - this.#refused.at < insistence;
        const isReader = now < this.#until || isAgain;
        if (isReader) this.#until = Math.max(this.#until, now + momentum);
        else this.#refused = { top, at: now };
        return isReader;
    }
}

const patience = 1000;
const momentum = 300;
const insistence = 500;
