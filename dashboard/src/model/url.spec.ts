import { expect, it } from "vitest";

import { readView, writeView, type View } from "./url";

const view: View = { topics: ["logs.>", "orders.*"], text: "city=Köln & more", hidden: new Set(["trace", "debug"]) };

it("gives back the view that was written", () => {
    expect(readView(writeView("", view))).toEqual(view);
});

it("shows everything where nothing is said", () => {
    expect(readView("")).toEqual({ topics: [">"], text: "", hidden: new Set() });
    expect(writeView("", readView(""))).toBe("");
});

it("keeps what else stands in the address, but not the token", () => {
    expect(
        writeView("?broker=ws://b:1&token=secret&q=old", { ...view, topics: [">"], text: "", hidden: new Set() }),
    ).toBe("?broker=ws%3A%2F%2Fb%3A1");
});

it("ignores levels that do not exist", () => {
    expect(readView("?hide=debug,loud").hidden).toEqual(new Set(["debug"]));
});
