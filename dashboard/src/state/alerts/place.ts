// What of the alerts view is looked at, as it stands in the page's address.
export const tabNames = ["active", "history", "silences", "rules", "notifiers"] as const;
export type TabName = (typeof tabNames)[number];

export interface Place {
    readonly tab: TabName;
    /** The alert's fingerprint, the rule's name, what a new silence matches; empty: nothing of the tab. */
    readonly of: string;
    /** A rule that is not there yet, and the query that it is made of. */
    readonly isNew: boolean;
}

export function readPlace(text: string): Place {
    const [, name = "", of = ""] = /^([^/]*)\/?(.*)$/s.exec(text) ?? [];
    if (name === "new") return { tab: "rules", of, isNew: true };
    return { tab: tabNames.find((each) => each === name) ?? "active", of, isNew: false };
}
