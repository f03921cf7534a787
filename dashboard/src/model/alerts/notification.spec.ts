import { expect, it } from "vitest";

import { readEvent } from "../event";
import { readNote } from "./notification";

const timestamp = "2026-11-20T10:00:00.000000000Z";
const now = Date.parse("2026-11-20T10:00:01Z");
const data = {
    key: "69194a5851bc5745-1",
    state: "firing",
    severity: "critical",
    title: "checkout-errors in eu",
    text: "3 failed checkouts",
    alerts: [{ fingerprint: "69194a5851bc5745" }],
};
const said = (of: object = {}, type = "alert.notification") =>
    readEvent({ type, topic: "$notify.desk", timestamp, data: { ...data, ...of } });

it("is what the desktop shows of a notification", () => {
    expect(readNote(said(), now)).toEqual({
        key: data.key,
        title: data.title,
        text: data.text,
        isUrgent: true,
        fingerprint: "69194a5851bc5745",
    });
    expect(readNote(said({ state: "resolved" }), now)?.isUrgent).toBe(false);
    expect(readNote(said({ title: "late\u202e!" }), now)?.title).toBe("late⟨202E⟩!");
});

it("is nothing of what is no notification, or long over", () => {
    expect(readNote(said({}, "logger.info"), now)).toBeUndefined();
    expect(readNote(said({ title: 7 }), now)).toBeUndefined();
    expect(readNote(said(), now + 11 * 60_000)).toBeUndefined();
});
