// Every frame of the vectors that C++ and TypeScript share.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { expect, it } from "vitest";

import { readJson } from "../model/json";
import { readFrame } from "./frames";

const data = process.env["LOGBEAM_TEST_DATA"] ?? fileURLToPath(new URL("../../../tests/data", import.meta.url));
const vectors = readFileSync(`${data}/wire/server_frames.ndjson`, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map(readJson);
const ofNoUse = new Set(["acknowledge", "setLevel"]);

it("reads the frames of the shared vectors", () => {
    expect(vectors.length).toBeGreaterThan(8);
    for (const vector of vectors) {
        const { kind } = vector as { kind: string };
        expect(readFrame(vector)?.kind).toBe(ofNoUse.has(kind) ? undefined : kind);
    }
});

it("reads what a failure says", () => {
    const frame = readFrame({
        kind: "failed",
        ref: 17,
        error: 102,
        name: "invalid_topic",
        detail: "'a b' holds a space",
    });

    expect(frame).toEqual({
        kind: "failed",
        ref: 17,
        failure: { error: 102, name: "invalid_topic", detail: "'a b' holds a space", mayRetry: false },
    });
});

it("tells a frame without ref from one with ref 0", () => {
    expect(readFrame({ kind: "failed", error: 121 })).toMatchObject({ ref: undefined });
    expect(readFrame({ kind: "failed", error: 121, ref: 0 })).toMatchObject({ ref: 0 });
});

it("ignores kinds that it does not know, and what is no frame", () => {
    expect([readFrame({ kind: "newer" }), readFrame([]), readFrame(null)]).toEqual([undefined, undefined, undefined]);
});
