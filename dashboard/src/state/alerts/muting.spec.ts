import { expect, it } from "vitest";

import { ApiError } from "../../stream/api";
import { settled } from "../../stream/fake_api";
import { forbidden } from "../poll";
import { fakeParts } from "./fake_parts";
import { createMuting } from "./muting";

it("acknowledges an alert until it is over, or for a while", async () => {
    const parts = fakeParts();
    parts.fake.answers.set("PUT alerts/acknowledgement", {});
    const muting = createMuting(parts);

    muting.acknowledge("f1", "  ");
    muting.acknowledge("f2", "on it", "2h");
    await settled();

    expect(parts.fake.calls.map(({ body }) => body)).toEqual([
        { fingerprint: "f1" },
        { fingerprint: "f2", comment: "on it", for: "2h" },
    ]);
    expect(muting.problem.value).toBeUndefined();
});

it("takes it back", async () => {
    const parts = fakeParts();
    parts.fake.answers.set("DELETE alerts/acknowledgement", {});

    createMuting(parts).unacknowledge("f1");
    await settled();

    expect(parts.fake.calls).toEqual([
        { method: "DELETE", path: "alerts/acknowledgement", parameters: { fingerprint: "f1" } },
    ]);
});

it("says of which alert it may not be done", async () => {
    const parts = fakeParts();
    parts.fake.refusal = new ApiError(forbidden, "admin is needed", false);
    const muting = createMuting(parts);

    muting.acknowledge("f1", "");
    await settled();

    expect(muting.problem.value).toEqual({ error: forbidden, detail: "admin is needed", fingerprint: "f1" });
});
