import { signal, type ReadonlySignal } from "@preact/signals";

import { readNote, type DesktopNote } from "../../model/alerts/notification";
import type { DeskParts } from "./desk";

/** Shows notifications of the broker on the desktop, where somebody wants that. */
export interface Desktop {
    /** What the browser says about it. */
    readonly permission: ReadonlySignal<Permission>;
    /** Switching it on asks the browser. */
    set(isOn: boolean): void;
    /** Shows what comes until what it gives back is called. */
    watch(): () => void;
}

export type Permission = NotificationPermission | "unsupported";

/** The browser's part, so that a spec can be the browser. */
export interface DesktopScreen {
    permission(): Permission;
    ask(): Promise<Permission>;
    show(note: DesktopNote, click: () => void): void;
}

export function createDesktop(
    { state, neighbours, actions }: DeskParts,
    screen: DesktopScreen = browserScreen,
): Desktop {
    const permission = signal(screen.permission());
    const isGranted = (): boolean => (permission.value = screen.permission()) === "granted";
    return {
        permission,
        set(isOn) {
            if (!isOn || isGranted()) return actions().setDesktop(isOn);
            screen.ask().then((answer) => {
                permission.value = answer;
                actions().setDesktop(answer === "granted");
            });
        },
        watch: () =>
            neighbours.listen("$notify.>", (events) => {
                if (!state.isDesktopOn.peek() || !isGranted()) return;
                for (const event of events) {
                    const note = readNote(event, Date.now());
                    if (note !== undefined) screen.show(note, () => actions().showAlerts(`active/${note.fingerprint}`));
                }
            }),
    };
}

const browserScreen: DesktopScreen = {
    permission: () => ("Notification" in globalThis ? Notification.permission : "unsupported"),
    ask: () => ("Notification" in globalThis ? Notification.requestPermission() : Promise.resolve("unsupported")),
    show({ key, title, text, isUrgent }, click) {
        try {
            // Of the same tag there is one, however many tabs show it.
            const note = new Notification(title, { body: text, tag: key, requireInteraction: isUrgent });
            note.onclick = () => {
                window.focus();
                note.close();
                click();
            };
        } catch {
            // A browser on a phone lets no page do this.
        }
    },
};
