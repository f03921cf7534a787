import { useEffect, useRef } from "preact/hooks";

import { keepText } from "../../text/keep";
import { useApp } from "../context";
import { CrossIcon } from "./icons";
import { SourceSettingsForm } from "./source_settings";

export function SettingsDialog() {
    const { state, actions } = useApp();
    const dialog = useRef<HTMLDialogElement>(null);
    const isOpen = state.isSettingsOpen.value;
    useEffect(() => {
        if (isOpen) dialog.current?.showModal();
        else dialog.current?.close();
    }, [isOpen]);

    return (
        <dialog
            ref={dialog}
            class="settings"
            aria-label={keepText.settings}
            onClose={() => state.isSettingsOpen.value && actions.toggleSettings()}
            onClick={(event) => event.target === dialog.current && actions.toggleSettings()}
            onKeyDown={(event) => event.stopPropagation()}
        >
            <div class="head">
                <h2>{keepText.settings}</h2>
                <button
                    type="button"
                    class="icon"
                    aria-label={keepText.close}
                    title={keepText.close}
                    onClick={actions.toggleSettings}
                >
                    <CrossIcon />
                </button>
            </div>
            {isOpen && <SourceSettingsForm />}
        </dialog>
    );
}
