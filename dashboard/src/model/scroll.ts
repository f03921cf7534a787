import type { EventWindow } from "./event_window";

export const rowHeight = 26;
const overscan = 4;

export interface Range {
    readonly first: number;
    readonly end: number;
}

// Which rows of so many are seen, and a few more on either side.
export function visibleRange(top: number, height: number, count: number): Range {
    const first = Math.floor(top / rowHeight) - overscan;
    const end = Math.ceil((top + height) / rowHeight) + overscan;
    return { first: Math.min(Math.max(first, 0), count), end: Math.min(Math.max(end, 0), count) };
}

// Where the table stands: at its end, going with what comes, or at a row. It holds that row by its number, so what is
// being read does not move when rows come, go or are filtered.
export class Scroll {
    #no: number | undefined;
    #offset = 0;
    #unseen = 0;
    #drawn: { readonly top: number; readonly no: number; readonly gone: number } = { top: 0, no: 0, gone: 0 };

    get isFollowing(): boolean {
        return this.#no === undefined;
    }

    // Rows that came below since the table stopped going with them.
    unseenOf(window: EventWindow): number {
        return this.isFollowing ? 0 : window.shown.length - window.indexOf(this.#unseen);
    }

    // Where to draw the table. What the reader does next is about that drawing, also when rows have come and gone
    // since.
    draw(window: EventWindow, height: number): number {
        const top = this.topOf(window, height);
        const no = window.shown.at(Math.floor(top / rowHeight))?.no ?? window.nextNo;
        this.#drawn = { top, no, gone: window.goneFromShown };
        return top;
    }

    topOf(window: EventWindow, height: number): number {
        const last = Math.max(window.shown.length * rowHeight - height, 0);
        return this.#no === undefined ? last : Math.min(window.indexOf(this.#no) * rowHeight + this.#offset, last);
    }

    follow(): void {
        this.#no = undefined;
    }

    // Stays at what is seen now, unless all of it is.
    hold(window: EventWindow, height: number): void {
        if (window.shown.length * rowHeight > height) this.#holdAt(this.topOf(window, height), window);
    }

    // The reader scrolled; at the end of what is drawn the table follows again.
    moveTo(top: number, isAtEnd: boolean, window: EventWindow): void {
        if (isAtEnd) this.follow();
        else this.#holdAt(Math.max(top + this.#movedSince(window), 0), window);
    }

    // As little as it takes to see a row, without following.
    reveal(index: number, window: EventWindow, height: number): void {
        const top = this.topOf(window, height);
        const start = index * rowHeight;
        this.#holdAt(Math.max(Math.min(top, start), start + rowHeight - height), window);
    }

    // How far the rows that were drawn have moved down since.
    #movedSince(window: EventWindow): number {
        const { top, no, gone } = this.#drawn;
        const isThere = (window.shown.at(0)?.no ?? Infinity) <= no;
        if (!isThere) return (gone - window.goneFromShown) * rowHeight;
        return (window.indexOf(no) - Math.floor(top / rowHeight)) * rowHeight;
    }

    #holdAt(top: number, window: EventWindow): void {
        if (this.isFollowing) this.#unseen = window.nextNo;
        const index = Math.floor(top / rowHeight);
        this.#no = window.shown.at(index)?.no ?? window.nextNo;
        this.#offset = top - index * rowHeight;
    }
}
