import type { Order } from "../../model/sort_by";

interface SortHeadProps<Key extends string> {
    by: Key;
    name: string;
    order: Order<Key>;
    sort: (by: Key) => void;
    class?: string;
}

// The head of a column that sorts by it.
export function SortHead<Key extends string>({ by, name, order, sort, class: className }: SortHeadProps<Key>) {
    const isSorted = order.by === by;
    const direction = !isSorted ? "none" : order.isDescending ? "descending" : "ascending";
    return (
        <th scope="col" aria-sort={direction} class={className}>
            <button type="button" onClick={() => sort(by)}>
                {name}
                <span aria-hidden="true">{!isSorted ? "" : order.isDescending ? " ↓" : " ↑"}</span>
            </button>
        </th>
    );
}
