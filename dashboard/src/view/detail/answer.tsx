import type { ComponentChildren } from "preact";

import type { Lookup } from "../../state/lookup";
import { detailText } from "../../text/detail";

// What was found, or why there is nothing yet.
export function Answer<T>({ lookup, children }: { lookup: Lookup<T>; children: (found: T) => ComponentChildren }) {
    switch (lookup.kind) {
        case "found":
            return <>{children(lookup.found)}</>;
        case "failed":
            return (
                <p class="dim" role="alert">
                    {detailText.failed(lookup.detail)}
                </p>
            );
        default:
            return <p class="dim">{detailText.asking}</p>;
    }
}
