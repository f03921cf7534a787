import { spawn } from "node:child_process";
import { once } from "node:events";

// A real `logbeam serve` on a port of its own, which remembers in memory only. LOGBEAM_BIN names the program,
// LOGBEAM_PAGE a folder with a built page, instead of the one within the program.
export async function startBroker() {
    const folder = process.env["LOGBEAM_PAGE"];
    const page = folder ? ["--dashboard", folder] : [];
    const program = process.env["LOGBEAM_BIN"] ?? "logbeam";
    const child = spawn(program, ["serve", "--memory", "--listen", "127.0.0.1:0", ...page]);
    const url = await urlOf(child);
    return {
        url,
        pid: child.pid,
        publish: (events) => publish(url, events),
        stop: async () => {
            if (child.exitCode !== null) return;
            const exited = once(child, "exit");
            child.kill("SIGTERM");
            await exited;
        },
    };
}

// It prints one line with its address.
function urlOf(child) {
    return new Promise((resolve, reject) => {
        let printed = "";
        const read = (chunk) => {
            printed += chunk;
            const found = /https?:\/\/[^\s/]+(?=[\s/])/.exec(printed)?.[0];
            if (found !== undefined) resolve(found);
        };
        child.stdout.on("data", read);
        child.stderr.on("data", read);
        child.on("error", reject);
        child.on("exit", (code) => reject(new Error(`the broker exited with ${code}: ${printed}`)));
    });
}

async function publish(url, events) {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(`${url}/api/events`, { method: "POST", headers, body: JSON.stringify(events) });
    if (!answer.ok) throw new Error(`the broker answered ${answer.status}: ${await answer.text()}`);
}
