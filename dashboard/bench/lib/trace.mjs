const categories = "devtools.timeline,disabled-by-default-devtools.timeline,disabled-by-default-devtools.timeline.frame";

// What Chromium traces while something is done.
export async function traced(page, act, more = "") {
    const session = await page.context().newCDPSession(page);
    const events = [];
    session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
    const includedCategories = `${categories},toplevel,blink.user_timing${more && `,${more}`}`.split(",");
    await session.send("Tracing.start", { traceConfig: { includedCategories } });
    await act();
    const done = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await done;
    await session.detach();
    return events;
}
