import { expect, it } from "vitest";

import { sideTexts } from "./side";
import { noteText } from "./table";

it("says where the events of a gap were lost", () => {
    const gap = { kind: "gap", no: 1, from: 43, to: 50, count: 8, reason: "trimmed" } as const;

    expect(noteText(gap)).toBe(
        "gap · 8 events will not come (trimmed: the broker's history no longer has them) · seq 43 to 50",
    );
    expect(noteText({ ...gap, count: 0, reason: "sunspots" })).toBe(
        "gap · events may be missing (sunspots) · seq 43 to 50",
    );
    expect(noteText({ ...gap, count: 1, reason: "" })).toBe("gap · 1 event will not come · seq 43 to 50");
});

it("counts the values that are not shown, as far as they are known", () => {
    expect(sideTexts.more(7, true)).toBe("7 more…");
    expect(sideTexts.more(7, false)).toBe("7+ more…");
    expect(sideTexts.more(0, false)).toBe("others…");
});
