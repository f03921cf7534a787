import type { Kind } from "../model/level";

export function Logo() {
    return (
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
            <path
                d="M2 9h4l2-6 3 12 2-6h3"
                fill="none"
                stroke="var(--accent)"
                stroke-width="2"
                stroke-linecap="round"
                stroke-linejoin="round"
            />
        </svg>
    );
}

// A level by shape as well as by colour.
export function LevelMark({ level, label }: { level: Kind; label?: boolean }) {
    const named = label ? ({ role: "img", "aria-label": level } as const) : ({ "aria-hidden": true } as const);
    return (
        <svg class={`mark ${level}`} viewBox="0 0 10 10" {...named}>
            {shapeOf(level)}
        </svg>
    );
}

function shapeOf(level: Kind) {
    switch (level) {
        case "critical":
            return <rect x="1" y="1" width="8" height="8" rx="1" />;
        case "error":
            return <path d="M5 0l5 5-5 5-5-5z" />;
        case "warning":
            return <path d="M5 1l5 8H0z" />;
        case "info":
            return <circle cx="5" cy="5" r="4" />;
        case "debug":
            return <circle class="hollow" cx="5" cy="5" r="3" />;
        case "trace":
            return <circle cx="5" cy="5" r="1.75" />;
        case "event":
            return <path class="hollow" d="M5 1.5l3.5 3.5L5 8.5 1.5 5z" />;
    }
}
