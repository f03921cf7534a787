import { expect, it } from "vitest";

import { backoff } from "./backoff";

it("doubles up to ten seconds", () => {
    expect([1, 2, 3, 7, 8, 2000].map((failures) => backoff(failures, 1))).toEqual([
        100, 200, 400, 6400, 10_000, 10_000,
    ]);
});

it("draws between half and the whole", () => {
    expect([backoff(3, 0), backoff(3, 0.5)]).toEqual([200, 300]);
});
