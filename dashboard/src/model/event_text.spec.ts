import { expect, it } from "vitest";

import { readEvent } from "./event";
import { searchedText } from "./event_text";

it("has all that an event says, with the names of its fields", () => {
    const text = searchedText(
        readEvent({
            id: "p-1",
            topic: "logs.A",
            type: "logger.info",
            source: "Shop",
            data: { message: "Paid", order_id: 9007199254740993n, user: { tags: ["VIP", null] } },
            metadata: { host: "h1" },
        }),
    );

    expect(text.split("\n")).toEqual([
        "logs.a",
        "logger.info",
        "shop",
        "p-1",
        "message=paid",
        "order_id=9007199254740993",
        "tags=vip",
        "tags=null",
        "host=h1",
    ]);
});
