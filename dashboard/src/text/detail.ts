import { formatCount } from "../model/format";
import type { Likeness, Neighbourhood } from "../model/relatives";
import type { DetailTab } from "../state/detail";

// What the part of the page that shows one event says.
export const detailText = {
    event: "Event",
    close: "Close",
    tabs: {
        fields: "Fields",
        json: "JSON",
        around: "Around it",
        similar: "Similar",
        follow: "Follow",
    } satisfies Record<DetailTab, string>,
    groups: { own: "Fields", call: "Log call", envelope: "Envelope" },
    tabList: "What to see of the event",

    copy: (name: string) => `Copy ${name}`,
    copied: (name: string) => `${name} copied`,
    notCopied: "This browser lets no page copy",
    include: (name: string, value: string) => `Only events with ${name} ${value}`,
    exclude: (name: string, value: string) => `No events with ${name} ${value}`,
    chart: "chart",
    chartField: (name: string) => `chart ${name}`,
    follow: "follow",
    followField: (name: string) => `follow ${name}`,
    fold: (name: string) => `Members of ${name}`,
    items: (count: number) => (count === 1 ? "1 item" : `${formatCount(count)} items`),
    members: (count: number) => (count === 1 ? "1 member" : `${formatCount(count)} members`),
    more: (count: number) => `${formatCount(count)} more…`,
    showMore: (characters: number) => `show all · ${formatCount(characters)} characters`,
    showPart: (part: number, characters: number) =>
        `show ${formatCount(part)} more of ${formatCount(characters)} characters`,
    showLess: "show less",
    openSource: "Open in the editor",
    setSourceShort: "open…",
    setSource: "Say where the sources are, and this opens the file in your editor",

    copyJson: "Copy JSON",
    json: "the event as JSON",

    neighbourhoods: { thread: "Same thread", source: "Same source" } satisfies Record<Neighbourhood, string>,
    neighbourhood: "Around it",
    aroundSame: { thread: "Around it, same thread", source: "Around it, same source" } satisfies Record<
        Neighbourhood,
        string
    >,
    earlier: "earlier…",
    later: "later…",
    around: "Events around it",
    alone: "Nothing else of it stands around this event.",

    alike: { template: "Same template", site: "Same place in the code", type: "Same type and topic" } satisfies Record<
        Likeness,
        string
    >,
    similarCount: (count: number, range: string) => `${formatCount(count)} ${range}`,
    similarBusiest: (count: number, time: string) => `most at ${time}: ${formatCount(count)}`,
    similarChart: (count: number, range: string) => `How many similar events there were over time: ${count} ${range}`,
    similarNewest: "The newest of them",
    showAll: "Show all",
    hideAll: "Hide them",
    incomplete: "counted in part: the range is large",
    inLast: (span: string) => `in the last ${span}`,
    inRange: "in the chosen range",

    followed: (events: number, sources: number, length: string) =>
        [
            events === 1 ? "1 event" : `${formatCount(events)} events`,
            sources === 1 ? "1 source" : `${formatCount(sources)} sources`,
            length,
        ].join(" · "),
    followedList: "Events with the value, oldest first",
    followedNone: "No event of the range has this value.",
    followedCut: "Only the first of them are shown.",
    lanes: (field: string, sources: readonly string[]) => `${field} on its way through ${sources.join(", ")}`,
    again: "Again",
    endFollow: "End",
    noSource: "(no source)",

    asking: "Asking the broker…",
    failed: (detail: string) => `The broker did not answer: ${detail}`,
} as const;
