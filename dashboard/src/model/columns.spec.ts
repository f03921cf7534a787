import { expect, it } from "vitest";

import {
    fittingColumns,
    leastWidth,
    movedColumn,
    readColumns,
    resizedColumn,
    timeWidthOf,
    tracksOf,
    usualColumns,
    withColumn,
    withoutColumn,
    writeColumns,
    type Column,
} from "./columns";
import { usualTime } from "./format";

function ids(columns: readonly Column[] | undefined): string | undefined {
    return columns?.map(({ id }) => id).join(" ");
}

it("says nothing in the address about the usual columns", () => {
    expect(writeColumns(usualColumns)).toBe("");
    expect(readColumns("")).toBeUndefined();
});

it("reads what it wrote, whatever a field is called", () => {
    const columns = [{ id: "time", width: 140 }, { id: "a,b:c%d" }, { id: "user.id" }];

    expect(writeColumns(columns)).toBe("time:140,a%2Cb%3Ac%25d,user.id");
    expect(readColumns(writeColumns(columns))).toEqual(columns);
});

it("makes the best of an address that somebody else wrote", () => {
    expect(readColumns("time:x,time,,level:1,message:1e9,%")).toEqual([
        { id: "time" },
        { id: "level", width: 14 },
        { id: "message", width: 2000 },
        { id: "%" },
    ]);
    expect(readColumns("a,".repeat(1000) + "x".repeat(5000))).toHaveLength(1);
    expect(readColumns(Array.from({ length: 99 }, (_, index) => `f${index}`).join(","))).toHaveLength(30);
});

it("adds a field before the message, once", () => {
    const columns = withColumn(withColumn(usualColumns, "city"), "city");

    expect(ids(columns)).toBe("time level who city message");
    expect(ids(withColumn([{ id: "time" }], "city"))).toBe("time city");
});

it("takes a column away, but not the last", () => {
    expect(ids(withoutColumn(usualColumns, "who"))).toBe("time level message");
    expect(ids(withoutColumn([{ id: "time" }], "time"))).toBe("time");
});

it("moves a column to a place, within the ends", () => {
    expect(ids(movedColumn(usualColumns, "message", 1))).toBe("time message level who");
    expect(ids(movedColumn(usualColumns, "time", 99))).toBe("level who message time");
    expect(ids(movedColumn(usualColumns, "time", -1))).toBe("time level who message");
    expect(movedColumn(usualColumns, "nothing", 1)).toBe(usualColumns);
});

it("resizes within bounds, and back to the usual", () => {
    const wide = resizedColumn(usualColumns, "who", 301.6);

    expect(wide[2]).toEqual({ id: "who", width: 302 });
    expect(resizedColumn(wide, "who", 1)[2]).toEqual({ id: "who", width: 24 });
    expect(resizedColumn(wide, "who", undefined)[2]).toEqual({ id: "who" });
});

it("gives the message the room that is left, or leaves it free", () => {
    expect(tracksOf(usualColumns, 92)).toBe("4px 92px 14px 168px minmax(200px, 1fr)");
    expect(tracksOf([{ id: "city" }, { id: "message", width: 300 }], 92)).toBe("4px 120px 300px minmax(0, 1fr)");
});

it("does without who said it where there is no room, unless columns were chosen", () => {
    expect(ids(fittingColumns(usualColumns, 400))).toBe("time level message");
    expect(ids(fittingColumns(usualColumns, 1400))).toBe("time level who message");
    expect(ids(fittingColumns([{ id: "who" }, { id: "city" }], 400))).toBe("who city");
});

it("knows the room that a time takes, and all columns together", () => {
    expect(timeWidthOf(usualTime)).toBe(92);
    expect(timeWidthOf({ clock: "utc", withDate: true, withNanoseconds: true })).toBe(216);
    expect(leastWidth(usualColumns, 92)).toBe(4 + 16 + (92 + 8) + (14 + 8) + (168 + 8) + (200 + 8));
});
