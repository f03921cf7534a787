// The newest so many items, oldest first. A value that changes in place; every call but clear costs the same however
// much it holds.
export class Ring<T> {
    #items: (T | undefined)[] = [];
    #start = 0;
    #length = 0;

    constructor(readonly capacity: number) {}

    get length(): number {
        return this.#length;
    }

    // Gives back what had to go.
    push(item: T): T | undefined {
        const gone = this.#length === this.capacity ? this.shift() : undefined;
        this.#items[(this.#start + this.#length) % this.capacity] = item;
        this.#length += 1;
        return gone;
    }

    shift(): T | undefined {
        const first = this.at(0);
        if (first === undefined) return undefined;
        this.#items[this.#start] = undefined; // lets the item go
        this.#start = (this.#start + 1) % this.capacity;
        this.#length -= 1;
        return first;
    }

    at(index: number): T | undefined {
        return index < 0 || index >= this.#length ? undefined : this.#items[(this.#start + index) % this.capacity];
    }

    clear(): void {
        this.#items = [];
        this.#start = 0;
        this.#length = 0;
    }

    *[Symbol.iterator](): Iterator<T> {
        for (let index = 0; index < this.#length; index += 1) yield this.at(index) as T;
    }
}
