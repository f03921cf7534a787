import { expect, it } from "vitest";

import { readEvent } from "./event";
import { kindOf } from "./level";

it("takes the level of the data", () => {
    expect(kindOf(readEvent({ type: "logger.info", data: { level: "error" } }))).toBe("error");
});

it("takes the level of the type where the data has none", () => {
    expect(kindOf(readEvent({ type: "logger.critical", data: {} }))).toBe("critical");
});

it("knows the short names", () => {
    expect(["warn", "err"].map((level) => kindOf(readEvent({ data: { level } })))).toEqual(["warning", "error"]);
});

it("calls everything else an event", () => {
    expect(kindOf(readEvent({ type: "OrderShipped", data: { level: 3 } }))).toBe("event");
});
