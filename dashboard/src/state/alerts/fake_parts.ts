// What the parts of the alerts view are made with, for specs.
import { computed } from "@preact/signals";

import { noAlerts, readAlerts } from "../../model/alerts/alert";
import type { RealtimeEvent } from "../../model/event";
import { usualRange } from "../../model/range";
import { createAlertsApi } from "../../stream/alerts_api";
import { FakeApi } from "../../stream/fake_api";
import { FakeEnvironment } from "../../stream/fake_environment";
import { createSession } from "../session";
import { createState } from "../state";
import type { DeskParts } from "./desk";

export interface FakeParts extends DeskParts {
    readonly fake: FakeApi;
    /** As if the broker had said so on a topic that begins with `$`. */
    say(topic: string, events: readonly RealtimeEvent[]): void;
}

export function fakeParts(): FakeParts {
    const fake = new FakeApi();
    const state = createState({ view: "alerts", query: "", hidden: new Set(), range: usualRange }, "b:1", "auto");
    const options = { url: "ws://b:1/ws", token: undefined, api: fake, nextFrame: () => {}, keep: () => {} };
    const { actions } = createSession(state, options, new FakeEnvironment());
    const heard = new Map<string, (events: readonly RealtimeEvent[]) => void>();
    const neighbours = {
        api: fake,
        actions: () => actions,
        listen: (topic: string, hear: (events: readonly RealtimeEvent[]) => void) => {
            heard.set(topic, hear);
            return () => void heard.delete(topic);
        },
    } as unknown as DeskParts["neighbours"];
    const alerts = computed(() => {
        const { value } = state.alerts.value;
        return value === undefined ? noAlerts : readAlerts(value);
    });
    return {
        fake,
        state,
        neighbours,
        alerts,
        api: createAlertsApi(fake),
        actions: () => actions,
        say: (topic, events) => heard.get(topic)?.(events),
    };
}
