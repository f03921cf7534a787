import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { labels } from "../text/page";
import { CrossIcon } from "./keep/icons";

interface DialogProps {
    label: string;
    isOpen: boolean;
    toggle(): void;
    children: ComponentChildren;
}

// A modal dialog: Escape, the cross and a click beside it close it.
export function Dialog({ label, isOpen, toggle, children }: DialogProps) {
    const dialog = useRef<HTMLDialogElement>(null);
    useEffect(() => {
        if (isOpen) dialog.current?.showModal();
        else dialog.current?.close();
    }, [isOpen]);

    return (
        <dialog
            ref={dialog}
            class="dialog"
            aria-label={label}
            onClose={() => isOpen && toggle()}
            onClick={(event) => event.target === dialog.current && toggle()}
            // The page's own keys are not meant here.
            onKeyDown={(event) => event.stopPropagation()}
        >
            <div class="head">
                <h2>{label}</h2>
                <button type="button" class="icon" aria-label={labels.close} title={labels.close} onClick={toggle}>
                    <CrossIcon />
                </button>
            </div>
            {isOpen && children}
        </dialog>
    );
}
