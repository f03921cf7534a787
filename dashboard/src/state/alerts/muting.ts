import { signal, type ReadonlySignal } from "@preact/signals";

import { problemOf, type Problem } from "../poll";
import type { DeskParts } from "./desk";

/** Who has seen an alert says so: then nobody is told of it any more, or not for a while. */
export interface Muting {
    /** Why the last change was none, and of which alert. */
    readonly problem: ReadonlySignal<(Problem & { readonly fingerprint: string }) | undefined>;
    /** For a while (`2h`) or until it is over. */
    acknowledge(fingerprint: string, comment: string, span?: string): void;
    unacknowledge(fingerprint: string): void;
}

export function createMuting({ api, actions }: DeskParts): Muting {
    const problem = signal<(Problem & { readonly fingerprint: string }) | undefined>(undefined);
    const change = (fingerprint: string, done: Promise<void>): void => {
        problem.value = undefined;
        done.catch((error: unknown) => void (problem.value = { ...problemOf(error), fingerprint })).then(() =>
            actions().refreshAlerts(),
        );
    };
    return {
        problem,
        acknowledge: (fingerprint, comment, span) =>
            change(
                fingerprint,
                api.acknowledge({
                    fingerprint,
                    ...(comment.trim() !== "" && { comment: comment.trim() }),
                    ...(span !== undefined && { for: span }),
                }),
            ),
        unacknowledge: (fingerprint) => change(fingerprint, api.unacknowledge(fingerprint)),
    };
}
