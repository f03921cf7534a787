import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { expect, it } from "vitest";

import { useBrowser } from "./browser";
import { Dashboard } from "./dashboard";
import { useBroker } from "./with_broker";

const newPage = useBrowser();
const broker = useBroker();

it("shows the log call of a program with the sink", async () => {
    const program = process.env["LOGBEAM_SINK_BIN"];
    if (!program) throw new Error("LOGBEAM_SINK_BIN has to name the built e2e/log_call.cpp");
    const dashboard = await Dashboard.open(await newPage(), broker().url);

    await promisify(execFile)(program, [broker().webSocketUrl, "order late"]);

    const row = dashboard.row("order late");
    await row.waitFor();
    expect(await row.textContent()).toContain("orders");
    expect(await row.textContent()).toContain("order_id=9007199254740993");
    expect(await row.getByRole("img", { name: "warning" }).count()).toBe(1);
});

it("shows what was logged before it was opened", async () => {
    await broker().publish({ topic: "logs.a", type: "logger.info", data: { level: "info", message: "long ago" } });

    const dashboard = await Dashboard.open(await newPage(), broker().url);

    await dashboard.shows("long ago");
});
