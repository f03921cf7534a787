// How a list is sorted that a person sorts by clicking its heads.
export interface Order<Key extends string> {
    readonly by: Key;
    readonly isDescending: boolean;
}

/** The other way round by what it is sorted by already; else the way in which that column is read first. */
export function nextOrder<Key extends string>(order: Order<Key>, by: Key, descendsFirst: boolean): Order<Key> {
    return { by, isDescending: order.by === by ? !order.isDescending : descendsFirst };
}

/** Equal ones stay as they were. */
export function sortBy<T, Key extends string>(
    items: readonly T[],
    order: Order<Key>,
    keyOf: (item: T, by: Key) => string | number,
): readonly T[] {
    const sign = order.isDescending ? -1 : 1;
    return [...items].sort((a, b) => {
        const [x, y] = [keyOf(a, order.by), keyOf(b, order.by)];
        return x === y ? 0 : x < y ? -sign : sign;
    });
}
