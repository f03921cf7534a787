import { expect, it } from "vitest";

import { writeJson } from "./json";
import { escapeUnseen } from "./json_text";

it.each(["\u202e gpj.exe", "\u0000\u001b[31m", "\ufeff", "a\u200bb", "\u{e0041}", "Gdańsk 🚢", "é\n"])(
    "shows what cannot be seen, and means the same: %j",
    (text) => {
        const escaped = escapeUnseen(writeJson({ text }));

        expect(JSON.parse(escaped)).toEqual({ text });
        expect(escaped).not.toMatch(/[\u0000-\u001f\u202e\ufeff\u200b]/);
    },
);

it("leaves what can be seen as it is", () => {
    expect(escapeUnseen('{\n  "a": "Gdańsk 🚢 שלום"\n}')).toBe('{\n  "a": "Gdańsk 🚢 שלום"\n}');
});
