import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { ApiError } from "../../stream/api";
import { fakeParts, type FakeParts } from "./fake_parts";
import { createSilences, usualSilence, type SilenceDesk } from "./silences";

let parts: FakeParts;
let silences: SilenceDesk;

beforeEach(() => {
    vi.useFakeTimers();
    parts = fakeParts();
    const mutes = [{ rule: "late", fingerprint: "f1", by: { region: "eu" }, message: "late" }];
    parts.fake.answers.set("POST silences/preview", { matchers: "region=eu", mutes });
    parts.fake.answers.set("POST silences", { id: "s1" });
    parts.fake.answers.set("GET silences", { silences: [{ id: "s1", state: "active", mutes: 1 }], kept: false });
    parts.fake.answers.set("DELETE silences", { id: "s1" });
    silences = createSilences(parts);
});
afterEach(() => void vi.useRealTimers());

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const asked = (method: string, path: string) =>
    parts.fake.calls.filter((call) => (call.method ?? "GET") === method && call.path === path);

it("shows what a silence would mute once nobody types any more", async () => {
    for (const matchers of ["r", "region", "region=eu"]) {
        silences.edit({ ...usualSilence, matchers });
        await pass(100);
    }
    await pass(250);

    expect(asked("POST", "silences/preview")).toHaveLength(1);
    expect(silences.preview.value).toMatchObject({ kind: "found", found: { mutes: [{ fingerprint: "f1" }] } });

    silences.edit({ ...usualSilence, matchers: "region=eu", comment: "bank" });
    await pass(1000);
    expect(asked("POST", "silences/preview")).toHaveLength(1);
});

it("asks nothing of an empty one, and makes none", async () => {
    silences.edit({ ...usualSilence, matchers: "  " });
    silences.create();
    await pass(1000);

    expect(silences.preview.value.kind).toBe("none");
    expect(parts.fake.calls).toEqual([]);
});

it("makes one, and lists it", async () => {
    const end = silences.watch();
    silences.edit({ matchers: "region=eu", for: "8h", comment: "bank" });
    silences.create();
    await pass(100);

    expect(asked("POST", "silences")[0]?.body).toEqual({ matchers: "region=eu", for: "8h", comment: "bank" });
    expect(silences.draft.value).toBeUndefined();
    expect(silences.silences.value.value).toMatchObject({ isKept: false, silences: [{ id: "s1", mutes: 1 }] });
    end();
});

it("keeps what was typed where the broker refuses it", async () => {
    silences.edit({ ...usualSilence, matchers: "region" });
    parts.fake.refusal = new ApiError(101, "a matcher needs = or !=", false);
    silences.create();
    await pass(300);

    expect(silences.problem.value?.detail).toBe("a matcher needs = or !=");
    expect(silences.draft.value?.matchers).toBe("region");
    expect(silences.preview.value.kind).toBe("failed");
});

it("ends one", async () => {
    silences.end("s1");
    await pass(0);

    expect(asked("DELETE", "silences")[0]?.parameters).toEqual({ id: "s1" });
});
