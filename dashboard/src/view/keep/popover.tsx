import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

interface PopoverProps {
    label: string;
    /** What stands on the button instead of the label. */
    sign?: string;
    children: (close: () => void) => ComponentChildren;
}

// A button, and a panel under it that any click elsewhere and Escape close. The browser keeps it above everything.
export function Popover({ label, sign, children }: PopoverProps) {
    const id = useId();
    const button = useRef<HTMLButtonElement>(null);
    const panel = useRef<HTMLDivElement>(null);
    const [isOpen, setOpen] = useState(false);
    useLayoutEffect(() => {
        if (!isOpen || button.current === null || panel.current === null) return;
        place(panel.current, button.current);
        panel.current.querySelector<HTMLElement>("input, select, button, a")?.focus();
    }, [isOpen]);

    return (
        <>
            <button
                ref={button}
                type="button"
                aria-haspopup="dialog"
                aria-expanded={isOpen}
                popovertarget={id}
                {...(sign !== undefined && { "aria-label": label, title: label })}
            >
                {sign ?? label}
            </button>
            <div
                ref={panel}
                id={id}
                class="popover"
                popover="auto"
                role="dialog"
                aria-label={label}
                tabIndex={-1}
                onToggle={(event) => setOpen(event.newState === "open")}
                // The page's own keys are not meant here; Escape closes this and nothing behind it.
                onKeyDown={(event) => event.stopPropagation()}
            >
                {isOpen && children(() => panel.current?.hidePopover())}
            </div>
        </>
    );
}

const margin = 8;

// Under the button, its right edge to the button's, within the window.
function place(panel: HTMLElement, button: HTMLElement): void {
    const { right, bottom } = button.getBoundingClientRect();
    const left = Math.max(margin, Math.min(right, innerWidth - margin) - panel.offsetWidth);
    panel.style.left = `${left}px`;
    panel.style.top = `${bottom + 4}px`;
    panel.style.maxHeight = `${innerHeight - bottom - 4 - margin}px`;
}
