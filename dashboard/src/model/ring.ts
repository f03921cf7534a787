// The newest so many items, oldest first. A value that changes in place; every call but clear and fill costs the same
// however much it holds.
export class Ring<T> {
    #items: (T | undefined)[] = [];
    #start = 0;
    #length = 0;

    constructor(readonly capacity: number) {}

    get length(): number {
        return this.#length;
    }

    get isFull(): boolean {
        return this.#length === this.capacity;
    }

    // Gives back what had to go.
    push(item: T): T | undefined {
        const gone = this.isFull ? this.shift() : undefined;
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

    toArray(): T[] {
        const end = this.#start + this.#length;
        const front = this.#items.slice(this.#start, end);
        return (end > this.capacity ? front.concat(this.#items.slice(0, end - this.capacity)) : front) as T[];
    }

    // Holds these items instead, or the last of them where they are too many.
    fill(items: readonly T[]): void {
        this.#items = items.slice(Math.max(items.length - this.capacity, 0));
        this.#start = 0;
        this.#length = this.#items.length;
    }

    clear(): void {
        this.fill([]);
    }

    *[Symbol.iterator](): Iterator<T> {
        yield* this.toArray();
    }
}
