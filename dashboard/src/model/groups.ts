import type { Bucket, Histogram } from "../stream/api";

// Events by the values of a field, from a histogram of it.
export interface Group {
    readonly value: string;
    readonly count: number;
    readonly trend: readonly number[];
}

export interface Groups {
    readonly groups: readonly Group[];
    /** Of values that are not among the most frequent ones. */
    readonly others: Omit<Group, "value">;
    /** Events that do not have the field. */
    readonly without: Omit<Group, "value">;
}

export function groupsOf(histogram: Histogram | undefined): Groups {
    const buckets = histogram?.buckets ?? [];
    const group = (counts: (bucket: Bucket) => number): Omit<Group, "value"> => {
        const trend = buckets.map(counts);
        return { count: trend.reduce((sum, count) => sum + count, 0), trend };
    };
    return {
        groups: (histogram?.keys ?? []).map((value) => ({ value, ...group(({ counts }) => counts[value] ?? 0) })),
        others: group(({ other }) => other ?? 0),
        without: group(withoutField),
    };
}

function withoutField({ count, counts, other }: Bucket): number {
    return count - (other ?? 0) - Object.values(counts).reduce((sum, each) => sum + each, 0);
}
