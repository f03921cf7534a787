import { useLayoutEffect, useRef, useState } from "preact/hooks";

const calmMs = 150;

// Whether a value has been the same for a while. Looks now and then, because it may change with each frame.
export function useStill(value: unknown): boolean {
    const [still, setStill] = useState(value);
    const latest = useRef(value);
    latest.current = value;
    const isStill = still === value;
    useLayoutEffect(() => {
        if (isStill) return;
        let before = latest.current;
        const timer = setInterval(() => {
            if (latest.current === before) setStill(before);
            before = latest.current;
        }, calmMs);
        return () => clearInterval(timer);
    }, [isStill]);
    return isStill;
}
