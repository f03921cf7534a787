import { useEffect, useRef } from "preact/hooks";

import { labels, shortcuts } from "../text/page";
import { useApp } from "./context";

export function Help() {
    const { state, actions } = useApp();
    const dialog = useRef<HTMLDialogElement>(null);
    const isOpen = state.isHelpOpen.value;
    useEffect(() => {
        if (isOpen) dialog.current?.showModal();
        else dialog.current?.close();
    }, [isOpen]);

    return (
        <dialog
            ref={dialog}
            class="help"
            aria-label={labels.help}
            onClose={() => state.isHelpOpen.value && actions.toggleHelp()}
            onClick={(event) => event.target === dialog.current && actions.toggleHelp()}
        >
            <h2>{labels.helpHeading}</h2>
            <dl>
                {shortcuts.map(([keys, does]) => (
                    <>
                        <dt>
                            {keys.split(" ").map((key) => (
                                <kbd>{key}</kbd>
                            ))}
                        </dt>
                        <dd>{does}</dd>
                    </>
                ))}
            </dl>
        </dialog>
    );
}
