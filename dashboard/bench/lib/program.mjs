import { spawn } from "node:child_process";
import { once } from "node:events";

// A real program with the sink that makes so many log calls a second: bench/log_calls.cpp, which LOGBEAM_CALLS_BIN
// names.
export function startProgram(broker, rate, seconds) {
    const program = process.env["LOGBEAM_CALLS_BIN"];
    if (!program) throw new Error("LOGBEAM_CALLS_BIN has to name the built bench/log_calls.cpp");
    const child = spawn(program, [broker.url.replace("http", "ws"), String(rate), String(seconds)]);
    let printed = "";
    child.stderr.on("data", (chunk) => (printed += chunk));
    const exited = once(child, "exit").then(([code]) => ({ code, printed }));
    return {
        /** Throws unless all of its calls are with the broker. */
        async end() {
            const { code } = await exited;
            if (code !== 0) throw new Error(`the program lost log calls: ${printed}`);
        },
        async stop() {
            child.kill("SIGTERM");
            await exited;
        },
    };
}
