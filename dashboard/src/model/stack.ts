import { levels } from "./level";
import type { Timeline } from "./buckets";

// What the bars are made of, from the ground up. `other` is what no key counts.
export const other = "other";

// The worst stands on top, where it is seen.
const levelOrder: readonly string[] = ["none", ...levels];
const shownGroups = 6;

export function layersOf(timeline: Timeline, by: string): readonly string[] {
    if (by === "level") return levelOrder.filter((level) => timeline.keys.includes(level));
    const hasMore = timeline.keys.length > shownGroups || timeline.buckets.some((bucket) => (bucket.other ?? 0) > 0);
    return [...timeline.keys.slice(0, shownGroups), ...(hasMore || isShort(timeline) ? [other] : [])];
}

// Events without the field are in no key.
function isShort({ buckets }: Timeline): boolean {
    return buckets.some(({ count, counts }) => Object.values(counts).reduce((sum, each) => sum + each, 0) < count);
}

/** For each layer the height of its upper edge, bucket by bucket. */
export function stackOf(timeline: Timeline, layers: readonly string[]): number[][] {
    const heights = timeline.buckets.map(() => 0);
    return layers.map((layer) =>
        timeline.buckets.map((bucket, index) => {
            const height = (heights[index] ?? 0) + countIn(bucket, layer, layers);
            heights[index] = height;
            return height;
        }),
    );
}

export function countIn(
    bucket: { readonly count: number; readonly counts: Readonly<Record<string, number>> },
    layer: string,
    layers: readonly string[],
): number {
    if (layer !== other) return bucket.counts[layer] ?? 0;
    const named = layers.reduce((sum, each) => sum + (each === other ? 0 : (bucket.counts[each] ?? 0)), 0);
    return Math.max(bucket.count - named, 0);
}
