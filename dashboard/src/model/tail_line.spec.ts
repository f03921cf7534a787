import { afterAll, beforeAll, expect, it, vi } from "vitest";

import { readEvent } from "./event";
import { readJson } from "./json";
import { tailLine } from "./tail_line";
import printed from "./tail_line.fixture.json"; // what `logbeam tail` printed of what `logbeam tail --json` did

beforeAll(() => {
    vi.stubEnv("TZ", "UTC");
});
afterAll(() => {
    vi.unstubAllEnvs();
});

it.each(printed)("is the program's: $line", ({ event, line }) => {
    expect(tailLine(readEvent(readJson(event)))).toBe(line);
});
