import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { usualRange } from "../model/range";
import { ApiError } from "../stream/api";
import { FakeApi } from "../stream/fake_api";
import type { Neighbours } from "./actions";
import { levelsActions, type LevelsActions } from "./levels";
import { forbidden } from "./poll";
import { createState, type State } from "./state";

let api: FakeApi;
let state: State;
let actions: LevelsActions;

beforeEach(() => {
    vi.useFakeTimers();
    api = new FakeApi();
    api.publishers = [
        { publisher: "p1", source: "orders-api", address: "", loggers: [{ name: "net", level: "info" }] },
    ];
    state = createState({ view: "events", query: "", hidden: new Set(), range: usualRange }, "b:1", "auto");
    actions = levelsActions(state, { api } as unknown as Neighbours);
});
afterEach(() => void vi.useRealTimers());

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const target = { source: "orders-api", logger: "net" };

function becomes(level: string): void {
    api.publishers = api.publishers.map((each) => ({ ...each, loggers: [{ name: "net", level }] }));
}

function shownLevel(): string | undefined {
    return state.publishers.value.value?.[0]?.loggers[0]?.level;
}

describe("levels", () => {
    it("are asked for while somebody looks, and no more often than every five seconds", async () => {
        const asked = vi.spyOn(api, "levels");
        await pass(10_000);
        expect(asked).toHaveBeenCalledTimes(0);
        const end = actions.watchLevels();
        await pass(5000);
        expect(asked).toHaveBeenCalledTimes(1);
        await pass(5000);
        end();
        await pass(20_000);

        expect(asked).toHaveBeenCalledTimes(2);
    });

    it("are set for five minutes unless somebody wants another time", async () => {
        actions.setLevel(target, "debug");
        actions.setLevel(target, "trace", "1h");

        expect(api.levelAsks).toEqual([
            { ...target, level: "debug", for: "5m" },
            { ...target, level: "trace", for: "1h" },
        ]);
    });

    it("show what came of it soon, not with the next look at all", async () => {
        actions.watchLevels();
        await pass(100);
        actions.setLevel(target, "debug");
        await pass(500);
        expect(state.levelAsked.value).toEqual({ kind: "asked", target, level: "debug" });
        becomes("debug");
        await pass(600);

        expect(shownLevel()).toBe("debug");
        expect(state.levelAsked.value).toBeUndefined();
    });

    it("that may not be set say so until the next wish", async () => {
        api.refusal = new ApiError(forbidden, "admin is needed", false);
        actions.setLevel(target, "debug");
        await pass(10_000);
        const problem = { error: forbidden, detail: "admin is needed" };
        expect(state.levelAsked.value).toEqual({ kind: "failed", target, problem });

        api.refusal = undefined;
        actions.setLevel(target, "debug");
        await pass(1100);

        expect(state.levelAsked.value).toBeUndefined();
    });

    it("keep quiet about a wish that another one has followed", async () => {
        api.refusal = new ApiError(forbidden, "admin is needed", false);
        actions.setLevel(target, "debug");
        api.refusal = undefined;
        actions.setLevel(target, "trace");
        await pass(0);

        expect(state.levelAsked.value).toMatchObject({ kind: "asked", level: "trace" });
    });
});
