import { useEffect, useRef, useState } from "preact/hooks";

import { messageOf } from "../model/event";
import { safeLine } from "../model/safe_text";
import type { Row } from "../model/row";
import { labels, newsText } from "../text/page";
import { useApp } from "./context";
import { useSlowly } from "./use_slowly";

const everyMs = 2000;

// Tells a screen reader what is new, as long as that is slow enough to be listened to.
export function Announcer() {
    const { state } = useApp();
    const [text, setText] = useState("");
    const told = useRef(state.window.nextNo);
    useSlowly(state.revision);
    const { window, scroll } = state;
    const isSlow = scroll.isFollowing && !state.isPaused.value && state.rate.value < 1;

    useEffect(() => {
        const timer = setInterval(() => {
            const last = window.shown.at(window.shown.length - 1);
            const count = window.shown.length - window.indexOf(told.current);
            told.current = window.nextNo;
            if (isSlow && last !== undefined && count > 0) setText(newsText(count, messageOfRow(last)));
        }, everyMs);
        return () => clearInterval(timer);
    }, [window, isSlow]);

    return (
        <div class="unseen" role="log" aria-live="polite" aria-label={labels.news}>
            {text}
        </div>
    );
}

const longest = 200;

function messageOfRow(row: Row): string {
    return row.kind === "event" ? `${row.level}: ${safeLine(messageOf(row.event), longest)}` : row.kind;
}
