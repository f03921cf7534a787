import type { CharSet } from "./char_set";
import { BrokerOnly, type Here, type Tree } from "./tree";

// An expression as steps (Thompson's construction): each reads a character, asks for something, or forks.
export type Step =
    | { readonly kind: "read"; readonly set: CharSet; readonly next: number }
    | { readonly kind: "ask"; readonly what: Here; readonly next: number }
    | { readonly kind: "fork"; next: number; readonly other: number }
    | { readonly kind: "found" };

export interface Program {
    readonly steps: readonly Step[];
    readonly first: number;
}

const mostSteps = 1500;

export function programOf(tree: Tree): Program {
    const steps: Step[] = [{ kind: "found" }];
    const add = (step: Step): number => {
        if (steps.length === mostSteps) throw new BrokerOnly();
        return steps.push(step) - 1;
    };
    // Written from the end, so that every step knows the one behind it.
    const write = (part: Tree, next: number): number => {
        switch (part.kind) {
            case "set":
                return add({ kind: "read", set: part.set, next });
            case "here":
                return add({ kind: "ask", what: part.what, next });
            case "row":
                return part.parts.reduceRight((behind, each) => write(each, behind), next);
            case "choice":
                return part.parts
                    .map((each) => write(each, next))
                    .reduceRight((other, each) => add({ kind: "fork", next: each, other }));
            case "repeat":
                return writeRepeat(part, next);
        }
    };
    const writeRepeat = ({ part, least, most }: Extract<Tree, { kind: "repeat" }>, next: number): number => {
        let at = next;
        if (most === Infinity) {
            const fork: Step = { kind: "fork", next: 0, other: next };
            at = add(fork);
            fork.next = write(part, at);
        } else {
            for (let count = least; count < most; count += 1) {
                at = add({ kind: "fork", next: write(part, at), other: next });
            }
        }
        for (let count = 0; count < least; count += 1) at = write(part, at);
        return at;
    };
    return { first: write(tree, 0), steps };
}
