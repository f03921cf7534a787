// The time from frame to frame while something is done, in milliseconds.
export async function framesWhile(page, act) {
    await page.evaluate(watchFrames);
    await act();
    return page.evaluate(() => {
        const frames = globalThis.benchFrames;
        globalThis.benchFrames = undefined;
        return frames;
    });
}

function watchFrames() {
    const frames = (globalThis.benchFrames = []);
    let last = performance.now();
    const frame = () => {
        if (globalThis.benchFrames !== frames) return;
        const now = performance.now();
        frames.push(now - last);
        last = now;
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
}
