import { sum } from "./figures.mjs";

// What a trace says of processor time, which does not depend on what else the machine does.

/** For each frame that the page drew, what its main thread computed for it, in milliseconds. */
export function workOfFrames(events) {
    const frames = ofMain(events, "FireAnimationFrame");
    const tasks = ofMain(events, "RunTask");
    const drawing = new Set();
    let at = 0;
    for (const { ts } of frames) {
        while (at < tasks.length && tasks[at].ts + tasks[at].dur < ts) at += 1;
        if (tasks[at] !== undefined && tasks[at].ts <= ts) drawing.add(tasks[at]);
    }
    return [...drawing].map(timeOf);
}

const kinds = {
    script: ["FireAnimationFrame", "FunctionCall", "TimerFire", "EventDispatch", "RunMicrotasks"],
    style: ["UpdateLayoutTree"],
    layout: ["Layout"],
    paint: ["PrePaint", "Paint", "Layerize", "Commit", "UpdateLayer"],
};

/** Per second: what the main thread did, by kind, and what all of Chromium did beside it. In milliseconds. */
export function workBySecond(events) {
    const frames = ofMain(events, "FireAnimationFrame");
    const seconds = (frames.at(-1).ts - frames[0].ts) / 1e6;
    const own = ownTimes(ofMain(events));
    const perSecond = (time) => Math.round(time / seconds);
    const byKind = Object.entries(kinds).map(([kind, names]) => [
        kind,
        perSecond(sum(names.map((name) => own.get(name) ?? 0))),
    ]);
    const main = sum(ofMain(events, "RunTask").map(timeOf));
    const all = sum(threadsOf(events).map((thread) => sum(outermost(thread).map(timeOf))));
    return { ...Object.fromEntries(byKind), main: perSecond(main), others: perSecond(all - main) };
}

/** What the main thread computed from one time to another, in milliseconds. */
export function workBetween(events, from, to) {
    return sum(ofMain(events, "RunTask").filter(({ ts }) => ts >= from && ts <= to).map(timeOf));
}

export function describeWork({ main, others, script, style, layout, paint }) {
    const parts = `script ${script}, style ${style}, layout ${layout}, paint ${paint}`;
    return `main thread ${main} ms/s (${parts}), others ${others} ms/s`;
}

// The page's main thread is the one that runs its animation frames.
function ofMain(events, name) {
    const { pid, tid } = events.find((event) => event.name === "FireAnimationFrame") ?? {};
    return inOrder(events.filter((event) => isOf(event, pid, tid) && (name === undefined || event.name === name)));
}

function isOf({ ph, ...event }, pid, tid) {
    return ph === "X" && event.pid === pid && event.tid === tid;
}

function threadsOf(events) {
    const threads = new Map();
    for (const event of events) {
        if (event.ph !== "X") continue;
        const name = `${event.pid} ${event.tid}`;
        const thread = threads.get(name);
        if (thread === undefined) threads.set(name, [event]);
        else thread.push(event);
    }
    return [...threads.values()].map(inOrder);
}

function inOrder(events) {
    return events.sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
}

function outermost(thread) {
    let end = -Infinity;
    return thread.filter(({ ts, dur = 0 }) => {
        const isOutermost = ts >= end;
        if (isOutermost) end = ts + dur;
        return isOutermost;
    });
}

// By name: without what happened within.
function ownTimes(thread) {
    const times = new Map();
    const open = [];
    for (const event of thread) {
        while (open.length > 0 && open.at(-1).ts + (open.at(-1).dur ?? 0) <= event.ts) open.pop();
        const parent = open.at(-1)?.name;
        times.set(event.name, (times.get(event.name) ?? 0) + timeOf(event));
        if (parent !== undefined) times.set(parent, times.get(parent) - timeOf(event));
        open.push(event);
    }
    return times;
}

// Processor time, where the machine tells it.
function timeOf({ tdur, dur = 0 }) {
    return (tdur ?? dur) / 1000;
}
