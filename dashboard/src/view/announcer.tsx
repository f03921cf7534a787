import { useEffect, useMemo, useState } from "preact/hooks";

import { messageOf } from "../model/event";
import { safeLine } from "../model/safe_text";
import type { Row } from "../model/row";
import { NewsReader } from "../state/news";
import { labels, newsText } from "../text/page";
import { useApp } from "./context";
import { useSlowly } from "./use_slowly";

const everyMs = 2000;

// Tells a screen reader what is new, as long as that is slow enough to be listened to.
export function Announcer() {
    const { state } = useApp();
    const [text, setText] = useState("");
    const reader = useMemo(() => new NewsReader(state.window), [state.window]);
    useSlowly(state.revision);
    const isSlow = state.scroll.isFollowing && !state.isPaused.value && state.rate.value < 1;

    useEffect(() => {
        const timer = setInterval(() => {
            const news = reader.take();
            if (isSlow && news !== undefined) setText(newsText(news.count, messageOfRow(news.last)));
        }, everyMs);
        return () => clearInterval(timer);
    }, [reader, isSlow]);

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
