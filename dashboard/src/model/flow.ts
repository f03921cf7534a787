import { lossNames, type Account, type OutcomeName } from "./account";

// The account as a picture: one band that splits into what became of it, each as wide as its share.
export interface Band {
    readonly name: OutcomeName | "difference";
    readonly count: number;
    readonly isLoss: boolean;
    readonly path: string;
    /** The middle of its end, for its label. */
    readonly labelY: number;
}

export interface Flow {
    readonly bands: readonly Band[];
    /** Bands fan out: the picture is higher than what comes in. */
    readonly height: number;
}

// However few there are, a person must see that there are some.
const thinnest = 2;
const labelHeight = 24;

export function flowOf(account: Account, width: number, incoming: number): Flow {
    const parts: { name: Band["name"]; count: number }[] = account.outcomes.filter(({ count }) => count > 0);
    if (account.difference > 0) parts.push({ name: "difference", count: account.difference });
    const total = parts.reduce((sum, { count }) => sum + count, 0);
    let [left, right] = [0, 0];
    const bands = parts.map(({ name, count }): Band => {
        const size = Math.max((count / total) * incoming, thinnest);
        const end = right + Math.max(labelHeight - size, 0) / 2;
        const path = bandPath(width, Math.min(left, incoming - size), end, size);
        left += (count / total) * incoming;
        right += Math.max(size, labelHeight);
        return { name, count, isLoss: name === "difference" || lossNames.has(name), path, labelY: end + size / 2 };
    });
    return { bands, height: Math.max(right, incoming) };
}

function bandPath(width: number, from: number, to: number, size: number): string {
    const middle = width / 2;
    const point = (value: number): number => Math.round(value * 10) / 10;
    const [a, b, c, d] = [from, from + size, to, to + size].map(point);
    return `M0 ${a}C${middle} ${a} ${middle} ${c} ${width} ${c}V${d}C${middle} ${d} ${middle} ${b} 0 ${b}z`;
}
