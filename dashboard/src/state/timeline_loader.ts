import { batch, effect } from "@preact/signals";

import { forgetBefore, mergeTail, tailStart, timelineOf, widthFor } from "../model/buckets";
import { millisecondsOf, textOfMilliseconds } from "../model/instant";
import type { Api, HistogramAsk } from "../stream/api";
import { problemOf } from "./poll";
import type { State } from "./state";
import type { Span } from "./time";

// A range that lives on is counted anew as a whole this often, for events that come very late.
const wholeEvery = 60_000;
// The live edge: at most once a second, less often where the bars are wide or the answer takes long.
const shortestPause = 1000;
const longestPause = 30_000;
const pausesPerBar = 60;
const patience = 4;
// Ranges, queries and widths change in bursts.
const settling = 60;

// Keeps the timeline at what is looked at, as long as somebody watches and the page is visible.
export class TimelineLoader {
    #timer: ReturnType<typeof setTimeout> | undefined;
    #controller: AbortController | undefined;
    #wholeAt = 0;
    #played: Span | undefined;

    constructor(
        private readonly state: State,
        private readonly api: Api,
    ) {}

    watch(): () => void {
        let question = "";
        let wasVisible = false;
        const unwatch = effect(() => {
            const isVisible = this.state.isVisible.value;
            const asked = JSON.stringify([this.#range(), this.#ask()]);
            if (asked === question && isVisible === wasVisible) return;
            if (asked !== question) this.#wholeAt = 0;
            [question, wasVisible] = [asked, isVisible];
            this.#stop();
            if (isVisible) this.#timer = setTimeout(() => void this.#load(), settling);
        });
        return () => {
            unwatch();
            this.#stop();
        };
    }

    #stop(): void {
        clearTimeout(this.#timer);
        this.#controller?.abort();
        this.#controller = undefined;
    }

    // What is played stays where it is; the marker moves over it.
    #range(): { readonly from: string; readonly to?: string; readonly length: number } {
        const { value: range } = this.state.range;
        const { value: mode } = this.state.mode;
        const shown = this.#played ?? this.state.timeSpan.peek();
        this.#played = mode.kind === "replay" ? spanAround(mode.at, shown) : undefined;
        if (this.#played !== undefined) return exactly(this.#played);
        if (range.kind === "last") return { from: `-${range.seconds}s`, length: range.seconds * 1000 };
        return { from: range.from, to: range.to, length: millisecondsOf(range.to) - millisecondsOf(range.from) };
    }

    #ask(): HistogramAsk {
        const value = this.state.chartField.value;
        return {
            query: this.state.asked.value,
            bucket: widthFor(this.#range().length, this.state.barCount.value).name,
            by: this.state.groupBy.value,
            ...(value !== undefined && { value }),
        };
    }

    async #load(): Promise<void> {
        const controller = new AbortController();
        this.#controller = controller;
        const begin = performance.now();
        try {
            await (this.#isTail(begin) ? this.#loadTail(controller.signal) : this.#loadWhole(controller.signal, begin));
        } catch (error) {
            if (this.#controller === controller) this.state.timeProblem.value = problemOf(error);
        }
        if (this.#controller === controller) this.#next(performance.now() - begin);
    }

    #isTail(now: number): boolean {
        return this.#wholeAt > 0 && now - this.#wholeAt < wholeEvery;
    }

    #next(took: number): void {
        const hasEnd = this.#range().to !== undefined && this.state.timeProblem.peek() === undefined;
        if (hasEnd) return;
        const pause = Math.max(shortestPause, this.state.timeline.peek().width / pausesPerBar, patience * took);
        this.#timer = setTimeout(() => void this.#load(), Math.min(pause, longestPause));
    }

    async #loadWhole(signal: AbortSignal, now: number): Promise<void> {
        const { length, ...range } = this.#range();
        const width = widthFor(length, this.state.barCount.peek()).milliseconds;
        const answer = await this.api.histogram({ ...this.#ask(), ...range }, signal);
        if (signal.aborted) return;
        this.#wholeAt = Math.max(now, 1);
        const span = { from: millisecondsOf(answer.from), to: millisecondsOf(answer.to) };
        this.#show(timelineOf(answer, width), span, answer.complete);
    }

    // Only the last bars; times are the broker's throughout, so a browser's wrong clock shifts nothing.
    async #loadTail(signal: AbortSignal): Promise<void> {
        const timeline = this.state.timeline.peek();
        const start = tailStart(timeline);
        if (start === undefined) return this.#loadWhole(signal, performance.now());
        const answer = await this.api.histogram({ ...this.#ask(), from: textOfMilliseconds(start) }, signal);
        if (signal.aborted) return;
        const to = millisecondsOf(answer.to);
        const from = to - this.#range().length;
        const merged = mergeTail(timeline, timelineOf(answer, timeline.width));
        this.#show(forgetBefore(merged, from), { from, to }, this.state.isTimeComplete.peek());
    }

    #show(timeline: State["timeline"]["value"], span: Span, isComplete: boolean): void {
        batch(() => {
            this.state.timeline.value = timeline;
            this.state.timeSpan.value = span;
            this.state.isTimeComplete.value = isComplete;
            this.state.timeProblem.value = undefined;
        });
    }
}

// Where what is played lies within what is shown, that stays; else a span of the same length begins shortly before it.
function spanAround(at: string, span: Span): Span {
    const time = millisecondsOf(at);
    if (span.from <= time && time < span.to) return span;
    const length = span.to - span.from;
    const from = time - length / 20;
    return { from, to: from + length };
}

function exactly({ from, to }: Span): { readonly from: string; readonly to: string; readonly length: number } {
    return { from: textOfMilliseconds(from), to: textOfMilliseconds(to), length: to - from };
}
