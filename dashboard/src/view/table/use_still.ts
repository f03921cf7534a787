import { useEffect, useState } from "preact/hooks";

const calmMs = 200;

// Whether a value has been the same for a while.
export function useStill(value: unknown): boolean {
    const [still, setStill] = useState(value);
    useEffect(() => {
        const timer = setTimeout(() => setStill(value), calmMs);
        return () => clearTimeout(timer);
    }, [value]);
    return still === value;
}
