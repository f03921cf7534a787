import { beforeEach, describe, expect, it } from "vitest";

import { readEvent } from "../model/event";
import { readAbout } from "../model/incident";
import { timedRows } from "../model/replay";
import {
    createIncidentPageState,
    incidentPageActions,
    type IncidentPageActions,
    type IncidentPageState,
} from "./state";

const began = Date.parse("2026-11-20T10:00:00Z");
let state: IncidentPageState;
let actions: IncidentPageActions;

beforeEach(() => {
    const events = Array.from({ length: 10 }, (_, seq) =>
        readEvent({
            seq,
            type: seq % 2 === 0 ? "logger.info" : "logger.error",
            timestamp: new Date(began + seq * 1000).toISOString(),
            data: { message: `Order ${seq}` },
        }),
    );
    state = createIncidentPageState(readAbout("{}"), timedRows(events));
    actions = incidentPageActions(state);
});

describe("an incident", () => {
    it("shows everything at first", () => {
        expect(state.shown.value).toBe(10);
    });

    it("shows what has happened by the moment that is gone to", () => {
        actions.goTo(began + 3500);
        expect(state.shown.value).toBe(4);

        actions.goTo(0);
        expect(state.at.value).toBe(began);
    });

    it("plays from the beginning again when it is at its end, and ends there", () => {
        actions.togglePlay();
        expect([state.isPlaying.value, state.shown.value]).toEqual([true, 1]);

        actions.setSpeed(4);
        actions.pass(1000);
        expect(state.shown.value).toBe(5);

        actions.setSpeed(16);
        actions.pass(1000);
        expect([state.isPlaying.value, state.shown.value]).toEqual([false, 10]);
    });

    it("finds by text and level, in what has happened", () => {
        actions.toggleLevel("info");
        expect(state.shown.value).toBe(5);

        actions.find(" order 3 ");
        expect(state.found.value.map(({ event }) => event.seq)).toEqual([3]);

        actions.goTo(began + 1000);
        expect(state.shown.value).toBe(0);
    });

    it("moves from row to row of what is shown", () => {
        actions.toggleLevel("info");
        actions.moveSelection(1);
        expect(state.selected.value?.event.seq).toBe(1);

        actions.moveSelection(2);
        expect(state.selected.value?.event.seq).toBe(5);

        actions.moveSelection(100);
        expect(state.selected.value?.event.seq).toBe(9);

        actions.moveSelection(-100);
        expect(state.selected.value?.event.seq).toBe(1);
    });

    it("goes on from where a row was that is hidden now", () => {
        actions.open(state.rows[4]!);
        actions.toggleLevel("info");
        actions.moveSelection(1);

        expect(state.selected.value?.event.seq).toBe(5);
    });
});
