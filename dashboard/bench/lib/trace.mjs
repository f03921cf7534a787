const detailed = "disabled-by-default-devtools.timeline";
const includedCategories = ["devtools.timeline", detailed, `${detailed}.frame`, "toplevel", "blink.user_timing"];

// What Chromium traces while something is done.
export async function traced(page, act) {
    const session = await page.context().newCDPSession(page);
    const events = [];
    session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
    await session.send("Tracing.start", { traceConfig: { includedCategories } });
    await act();
    const done = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await done;
    await session.detach();
    return events;
}
