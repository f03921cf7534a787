import { spawn } from "node:child_process";

import { onTestFinished } from "vitest";

// A program with the sink that says "sent …" at info and "polled …" at debug until the spec ends. Its logger `net` is
// at info, and may be set from outside.
export function startTalker(url: string): void {
    const program = process.env["LOGBEAM_TALKER_BIN"];
    if (!program) throw new Error("LOGBEAM_TALKER_BIN has to name the built e2e/talker.cpp");
    const child = spawn(program, [url], { stdio: "ignore" });
    onTestFinished(() => void child.kill("SIGKILL"));
}
