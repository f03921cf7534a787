import { defineConfig } from "vitest/config";

// One browser and one broker at a time: the specs measure what a person sees, not how many fit on the machine.
export default defineConfig({
    test: { include: ["e2e/*.spec.ts"], fileParallelism: false, testTimeout: 30_000, hookTimeout: 30_000 },
});
