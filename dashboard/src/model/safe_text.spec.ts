import { expect, it } from "vitest";

import { cut, isRightToLeft, safeLine, safeText } from "./safe_text";

it("leaves what people write as it is", () => {
    const ours = ["order shipped", "<b>&amp;</b>", "a\tb\nc"];
    const texts = [...ours, "Gdańsk København", "注文 出荷", "שלום", "नमस्ते", "👩‍👩‍👧 é"];

    expect(texts.map((text) => safeText(text))).toEqual(texts);
});

it("shows control characters by their pictures", () => {
    expect(safeText("a\0b\u001b[2J\u007f\r")).toBe("a␀b␛[2J␡␍");
});

it("shows a second control set by its numbers", () => {
    expect(safeText("\u009b2J")).toBe("⟨009B⟩2J");
});

it("shows what would turn the reading direction around", () => {
    expect(safeText("user\u202etxt.exe\u202c \u2066x\u2069\u200f")).toBe("user⟨202E⟩txt.exe⟨202C⟩ ⟨2066⟩x⟨2069⟩⟨200F⟩");
});

it("shows what has no width", () => {
    expect(safeText("pass\u200bword\ufeff\u{e0041}")).toBe("pass⟨200B⟩word⟨FEFF⟩⟨E0041⟩");
});

it("shows half a character", () => {
    expect(safeText("a\ud800b\udc00c")).toBe("a⟨D800⟩b⟨DC00⟩c");
});

it("lets no tower of marks grow", () => {
    expect(safeText("a" + "\u0301".repeat(500))).toBe("a" + "\u0301".repeat(4));
});

it("is of one line where one is wanted", () => {
    expect(safeLine("a\n   b\t\u00a0c")).toBe("a b c");
});

it("reads only the beginning of what is long, and whole characters", () => {
    expect(safeText("x".repeat(1_000_000), 3)).toBe("xxx…");
    expect(cut("a👩", 2)).toBe("a");
});

it("knows what is written from right to left", () => {
    expect(["order", "注文", "id שלום", "نص"].map(isRightToLeft)).toEqual([false, false, true, true]);
});
