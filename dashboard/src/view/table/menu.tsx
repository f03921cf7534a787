import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

interface MenuProps {
    label: string;
    x: number;
    y: number;
    close(): void;
    children: ComponentChildren;
}

// A menu at a place of the page. Arrow keys walk through it; Escape, a choice or a click beside it close it, and the
// keyboard is where it was before.
export function Menu({ label, x, y, close, children }: MenuProps) {
    const menu = useRef<HTMLDivElement>(null);
    useReturningFocus(menu);
    useClickBeside(menu, close);
    useLayoutEffect(() => {
        itemsOf(menu.current)[0]?.focus();
    }, []);
    useKeptInPage(menu, x, y);
    return (
        <div
            ref={menu}
            class="menu"
            role="menu"
            aria-label={label}
            style={{ left: `${x}px`, top: `${y}px` }}
            onKeyDown={(event) => handleKey(event, menu.current, close)}
            onContextMenu={(event) => event.preventDefault()}
        >
            {children}
        </div>
    );
}

interface ItemProps {
    /** For one of several (`radio`) or for itself (`checkbox`); undefined where it does something. */
    kind?: "radio" | "checkbox";
    isChecked?: boolean;
    isDisabled?: boolean;
    keys?: string;
    choose(): void;
    children: ComponentChildren;
}

export function MenuItem({ kind, isChecked, isDisabled, keys, choose, children }: ItemProps) {
    return (
        <button
            type="button"
            role={kind === "radio" ? "menuitemradio" : kind === "checkbox" ? "menuitemcheckbox" : "menuitem"}
            {...(kind !== undefined && { "aria-checked": isChecked === true })}
            aria-disabled={isDisabled === true}
            tabIndex={-1}
            onClick={() => isDisabled !== true && choose()}
        >
            {kind !== undefined && <span class="tick">{isChecked === true ? "✓" : ""}</span>}
            <span class="what">{children}</span>
            {keys !== undefined && <kbd>{keys}</kbd>}
        </button>
    );
}

export function MenuLine() {
    return <hr role="separator" />;
}

function handleKey(event: KeyboardEvent, menu: HTMLElement | null, close: () => void): void {
    event.stopPropagation();
    const items = itemsOf(menu);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (step !== undefined) {
        event.preventDefault();
        items.at(step % items.length)?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
        event.preventDefault();
        close();
    }
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
    return [...(menu?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
}

// Where it opened it may not have room.
function useKeptInPage(of: { current: HTMLElement | null }, x: number, y: number): void {
    useLayoutEffect(() => {
        const element = of.current;
        if (element === null) return;
        const box = element.getBoundingClientRect();
        element.style.left = `${Math.max(Math.min(x, innerWidth - box.width - 8), 8)}px`;
        element.style.top = `${Math.max(Math.min(y, innerHeight - box.height - 8), 8)}px`;
    }, [of, x, y]);
}

export function useReturningFocus(of: { current: HTMLElement | null }): void {
    useLayoutEffect(() => {
        const before = document.activeElement;
        return () => {
            // Only where nothing else has taken it meanwhile.
            const isHere = of.current?.contains(document.activeElement) || document.activeElement === document.body;
            if (isHere && before instanceof HTMLElement) before.focus();
        };
    }, [of]);
}

export function useClickBeside(of: { current: HTMLElement | null }, close: () => void): void {
    useEffect(() => {
        const listen = (event: Event): void => {
            if (event.target instanceof Node && !of.current?.contains(event.target)) close();
        };
        addEventListener("pointerdown", listen, true);
        addEventListener("blur", close);
        return () => {
            removeEventListener("pointerdown", listen, true);
            removeEventListener("blur", close);
        };
    }, [of, close]);
}
