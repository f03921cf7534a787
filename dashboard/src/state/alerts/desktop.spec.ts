import { beforeEach, expect, it } from "vitest";

import type { DesktopNote } from "../../model/alerts/notification";
import { readEvent } from "../../model/event";
import { settled } from "../../stream/fake_api";
import { createDesktop, type DesktopScreen, type Permission } from "./desktop";
import { fakeParts, type FakeParts } from "./fake_parts";

let parts: FakeParts;
let permission: Permission;
let answer: Permission;
let shown: { note: DesktopNote; click: () => void }[];

const screen: DesktopScreen = {
    permission: () => permission,
    ask: () => Promise.resolve((permission = answer)),
    show: (note, click) => void shown.push({ note, click }),
};
const notification = (title: string) =>
    readEvent({
        type: "alert.notification",
        topic: "$notify.desk",
        timestamp: new Date().toISOString(),
        data: { key: "k1", title, text: "3 failed", alerts: [{ fingerprint: "f1" }] },
    });

beforeEach(() => {
    parts = fakeParts();
    [permission, answer, shown] = ["default", "granted", []];
});

it("asks the browser when it is switched on, and stays off where that says no", async () => {
    answer = "denied";
    const desktop = createDesktop(parts, screen);
    desktop.set(true);
    await settled();
    expect([parts.state.isDesktopOn.value, desktop.permission.value]).toEqual([false, "denied"]);

    [permission, answer] = ["default", "granted"];
    desktop.set(true);
    await settled();
    expect(parts.state.isDesktopOn.value).toBe(true);

    desktop.set(false);
    expect(parts.state.isDesktopOn.value).toBe(false);
});

it("shows what the broker tells, and a click leads to the alert", () => {
    permission = "granted";
    const desktop = createDesktop(parts, screen);
    desktop.set(true);
    const end = desktop.watch();
    parts.say("$notify.>", [notification("late in eu")]);

    expect(shown.map(({ note }) => note.title)).toEqual(["late in eu"]);
    shown[0]?.click();
    expect(parts.state.alertPlace.value).toBe("active/f1");

    end();
    parts.say("$notify.>", [notification("late in us")]);
    expect(shown).toHaveLength(1);
});

it("shows nothing while it is off, or the browser has changed its mind", () => {
    permission = "granted";
    const desktop = createDesktop(parts, screen);
    desktop.watch();
    parts.say("$notify.>", [notification("late in eu")]);
    desktop.set(true);
    permission = "denied";
    parts.say("$notify.>", [notification("late in us")]);

    expect(shown).toEqual([]);
    expect(desktop.permission.value).toBe("denied");
});
