import { describe, expect, it } from "vitest";

import { readAlerts } from "./alert";

const firing = { rule: "late", severity: "warning", state: "firing", since: "2026-11-20T10:00:00Z" };

describe("alerts that stand", () => {
    it("are told the most urgent first: what nobody muted, what fires, by severity, the newest", () => {
        const { alerts } = readAlerts({
            alerts: [
                { ...firing, fingerprint: "muted", severity: "critical", muted: "silence" },
                { ...firing, fingerprint: "pending", severity: "critical", state: "pending" },
                { ...firing, fingerprint: "old" },
                { ...firing, fingerprint: "new", since: "2026-11-20T11:00:00Z" },
                { ...firing, fingerprint: "worse", severity: "error" },
                { ...firing, fingerprint: "ending", severity: "critical", state: "recovering" },
            ],
        });

        expect(alerts.map(({ fingerprint }) => fingerprint)).toEqual([
            "ending",
            "worse",
            "new",
            "old",
            "pending",
            "muted",
        ]);
    });

    it("read as empty where the broker says nothing, or something else", () => {
        const { alerts, rules, canChange, problem } = readAlerts({
            alerts: [null, { by: { region: "eu", n: 7 }, events: "?", severity: "<b>", acknowledgement: {} }],
            rules: [{ name: "late" }],
        });

        expect(alerts[0]).toMatchObject({ rule: "", severity: "warning", by: [], events: [], muted: "" });
        expect(alerts[0]).not.toHaveProperty("acknowledgement");
        expect(alerts[1]).toMatchObject({ acknowledgement: { by: "", until: "" } });
        expect(rules[0]).toMatchObject({ name: "late", partial: 0, notify: [] });
        expect([canChange, problem]).toEqual([false, ""]);
    });
});
