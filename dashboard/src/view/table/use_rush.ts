import { useRef } from "preact/hooks";

const gapMs = 100;

// Whether a value jumps by `far` and more with one drawing after the other, as the first row does while a table is dragged
// through: nothing of it can be read then. One jump, as a key makes, is none.
export function useRush(value: number, far: number): boolean {
    const last = useRef({ value, at: 0, jumps: 0 });
    const { current } = last;
    if (current.value === value) return current.jumps > 1;
    const now = performance.now();
    const goesOn = Math.abs(value - current.value) >= far && now - current.at < gapMs;
    last.current = { value, at: now, jumps: goesOn ? current.jumps + 1 : 0 };
    return last.current.jumps > 1;
}
