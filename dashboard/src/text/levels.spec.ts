import { expect, it } from "vitest";

import { levelTexts } from "./levels";

it("calls the logger without a name the default logger, and no logger all of them", () => {
    const { who, set, obstacles } = levelTexts;

    expect([{}, { logger: "" }, { logger: "net" }].map(who)).toEqual(["all loggers", "the default logger", "net"]);
    expect(set(who({ logger: "" }), "debug", "5m")).toBe("Set the default logger to debug for 5 min");
    expect(obstacles.no_such_logger("a", "")).toBe("a has not registered the default logger with spdlog");
});
