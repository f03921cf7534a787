import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { RealtimeEvent } from "../model/event";
import { usualRange } from "../model/range";
import type { View } from "../model/url";
import { FakeApi } from "../stream/fake_api";
import type { Neighbours } from "./actions";
import { alertsActions, createAlertsState, type AlertsActions } from "./alerts";
import { createState, type State } from "./state";

let api: FakeApi;
let state: State;
let actions: AlertsActions;
let heard: Map<string, (events: readonly RealtimeEvent[]) => void>;
let kept: Map<string, unknown>;

const view: View = { view: "events", query: "", hidden: new Set(), range: usualRange };
const shelf = {
    read: (name: string) => kept.get(name) ?? null,
    write: (name: string, value: unknown) => kept.set(name, value) !== undefined,
};

beforeEach(() => {
    vi.useFakeTimers();
    api = new FakeApi();
    heard = new Map();
    kept = new Map();
    state = createState(view, "b:1", "auto");
    const show = (name: "alerts") => void (state.view.value = name);
    const neighbours = {
        api,
        keep: (name: string, value: string) => kept.set(name, value),
        listen: (topic: string, hear: (events: readonly RealtimeEvent[]) => void) => {
            heard.set(topic, hear);
            return () => heard.delete(topic);
        },
        actions: () => ({ show }),
    };
    actions = alertsActions(state, neighbours as unknown as Neighbours, shelf);
});
afterEach(() => void vi.useRealTimers());

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const firing = { rule: "late", state: "firing" };

it("counts what fires and nobody has muted", async () => {
    const alerts = [
        firing,
        { ...firing, state: "recovering" },
        { ...firing, state: "pending" },
        { ...firing, muted: "silence" },
        { ...firing, shadow: true },
    ];
    api.answers.set("GET alerts", { alerts, rules: [{ name: "late" }] });
    actions.watchAlerts();
    await pass(100);

    expect(state.firing.value).toBe(2);
    expect(state.hasRules.value).toBe(true);
});

it("asks at once when something is told, and once for many", async () => {
    api.answers.set("GET alerts", {});
    const end = actions.watchAlerts();
    await pass(100);
    for (let times = 0; times < 50; times += 1) heard.get("$alerts.>")?.([]);
    await pass(1000);

    expect(api.calls).toHaveLength(2);
    expect(state.alertNews.value).toBe(1);

    end();
    await pass(60_000);
    expect([api.calls.length, heard.size]).toEqual([2, 0]);
});

it("asks more often while somebody looks at alerts", async () => {
    api.answers.set("GET alerts", {});
    actions.watchAlerts();
    await pass(10_100);
    const before = api.calls.length;
    state.view.value = "alerts";
    await pass(20_000);

    expect(before).toBe(2);
    expect(api.calls.length - before).toBeGreaterThan(4);
});

it("goes to a place of the view, which the address keeps", () => {
    actions.showAlerts("rules/late");

    expect([state.view.value, state.alertPlace.value, kept.get("alerts")]).toEqual([
        "alerts",
        "rules/late",
        "rules/late",
    ]);
    expect(createAlertsState({ ...view, more: { alerts: "silences" } }).alertPlace.value).toBe("silences");
});

it("shows nothing on the desktop unless somebody wants that, and keeps it", () => {
    expect(createAlertsState(view, shelf).isDesktopOn.value).toBe(false);

    actions.setDesktop(true);

    expect(createAlertsState(view, shelf).isDesktopOn.value).toBe(true);
});
