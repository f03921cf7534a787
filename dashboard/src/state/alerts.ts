import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";

import type { JsonObject } from "../model/json";
import { list, object } from "../model/read_json";
import type { View } from "../model/url";
import type { Neighbours } from "./actions";
import type { AlertDesk } from "./alerts/desk";
import { browserShelf, type Shelf } from "./keep_storage";
import { Poll, type Polled } from "./poll";
import type { State } from "./state";

// What the page knows of alerts before their view is loaded: how many fire.
export interface AlertsState {
    /** As the broker tells them; what comes with the view reads them. */
    readonly alerts: Signal<Polled<JsonObject>>;
    /** How many fire that nobody has muted. */
    readonly firing: ReadonlySignal<number>;
    readonly hasRules: ReadonlySignal<boolean>;
    /** Rises when something was told on `$alerts.>`. */
    readonly alertNews: Signal<number>;
    /** What of the view is looked at: `rules/checkout-errors`, `new/level>=error`. */
    readonly alertPlace: Signal<string>;
    readonly isDesktopOn: Signal<boolean>;
}

export interface AlertsActions {
    /** Hears of alerts until what it gives back is called. */
    watchAlerts(): () => void;
    refreshAlerts(): void;
    /** Goes to a place of the view. */
    showAlerts(place: string): void;
    setDesktop(isOn: boolean): void;
    /** All else about alerts, which comes with their view: made when it is asked for first. */
    alertDesk(make: (state: State, neighbours: Neighbours) => AlertDesk): AlertDesk;
}

const desktopName = "desktop notifications";
const every = 10_000;
const everyInSight = 2000;
// What is told comes in bursts.
const settling = 250;

export function createAlertsState(view: View, shelf: Shelf = browserShelf): AlertsState {
    const alerts = signal<Polled<JsonObject>>({});
    return {
        alerts,
        firing: computed(() => list(alerts.value.value?.["alerts"]).filter((each) => isLoud(object(each))).length),
        hasRules: computed(() => list(alerts.value.value?.["rules"]).length > 0),
        alertNews: signal(0),
        alertPlace: signal(view.more?.["alerts"] ?? ""),
        isDesktopOn: signal(shelf.read(desktopName) === true),
    };
}

function isLoud({ state, shadow, muted }: JsonObject): boolean {
    return (state === "firing" || state === "recovering" || state === "nodata") && shadow !== true && muted === undefined;
}

export function alertsActions(state: State, neighbours: Neighbours, shelf: Shelf = browserShelf): AlertsActions {
    const { api, actions, keep, listen } = neighbours;
    let desk: AlertDesk | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = new Poll({
        into: state.alerts,
        get every() {
            return state.view.value === "alerts" ? everyInSight : every;
        },
        isVisible: state.isVisible,
        ask: (ended) => api.call({ path: "alerts" }, ended),
    });
    const hear = (): void => {
        timer ??= setTimeout(() => {
            timer = undefined;
            state.alertNews.value += 1;
            poll.again();
        }, settling);
    };
    return {
        watchAlerts() {
            const ends = [poll.watch(), listen("$alerts.>", hear)];
            return () => {
                ends.forEach((end) => end());
                clearTimeout(timer);
                timer = undefined;
            };
        },
        refreshAlerts: () => poll.again(),
        showAlerts(place) {
            state.alertPlace.value = place;
            keep("alerts", place);
            actions().show("alerts");
        },
        setDesktop(isOn) {
            state.isDesktopOn.value = isOn;
            shelf.write(desktopName, isOn);
        },
        alertDesk: (make) => (desk ??= make(state, neighbours)),
    };
}
