import { useLayoutEffect } from "preact/hooks";

// Reports the inner size of an element, now and whenever it changes.
export function useSize(of: { current: HTMLElement | null }, report: (width: number, height: number) => void): void {
    useLayoutEffect(() => {
        const element = of.current;
        if (element === null) return;
        const tell = (): void => report(element.clientWidth, element.clientHeight);
        const observer = new ResizeObserver(tell);
        observer.observe(element);
        tell();
        return () => observer.disconnect();
    }, [of, report]);
}
