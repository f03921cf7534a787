import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

import type { Json } from "../src/model/json";
import { writeJson } from "../src/model/json";

export interface PublishedEvent {
    topic: string;
    type: string;
    data?: Json;
    timestamp?: string;
    source?: string;
}

// A real `logbeam serve` on a port of its own, which remembers in memory only. LOGBEAM_BIN names the program.
export class Broker {
    #process: ChildProcess | undefined;
    #url = "";

    private constructor(private readonly options: readonly string[]) {}

    static async start(...options: string[]): Promise<Broker> {
        const broker = new Broker(options);
        await broker.#launch("127.0.0.1:0");
        return broker;
    }

    /** Without a slash at its end. */
    get url(): string {
        return this.#url;
    }

    get port(): string {
        return new URL(this.#url).port;
    }

    get webSocketUrl(): string {
        return this.#url.replace("http", "ws");
    }

    /** As a crash would: no goodbye. */
    async kill(): Promise<void> {
        await this.#end("SIGKILL");
    }

    async stop(): Promise<void> {
        await this.#end("SIGTERM");
    }

    /** On the port that it had. */
    async restart(): Promise<void> {
        await this.#launch(`127.0.0.1:${this.port}`);
    }

    async publish(...events: PublishedEvent[]): Promise<void> {
        const stamped = events.map((event, index) => ({
            id: `e2e-${Date.now()}-${Math.random()}-${index}`,
            source: "e2e",
            timestamp: new Date().toISOString(),
            data: {},
            ...event,
        }));
        const answer = await fetch(`${this.#url}/api/events`, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: writeJson(stamped as unknown as Json),
        });
        if (!answer.ok) throw new Error(`the broker answered ${answer.status}: ${await answer.text()}`);
    }

    async #launch(listen: string): Promise<void> {
        const program = process.env["LOGBEAM_BIN"];
        if (!program) throw new Error("LOGBEAM_BIN has to name the program logbeam");
        const child = spawn(program, ["serve", "--memory", "--listen", listen, ...pageOptions(), ...this.options]);
        this.#process = child;
        this.#url = await urlOf(child);
    }

    async #end(signal: NodeJS.Signals): Promise<void> {
        const child = this.#process;
        this.#process = undefined;
        if (child === undefined || child.exitCode !== null) return;
        const exited = once(child, "exit");
        child.kill(signal);
        await exited;
    }
}

// LOGBEAM_PAGE names a folder with a built page, instead of the one within the program.
function pageOptions(): string[] {
    const folder = process.env["LOGBEAM_PAGE"];
    return folder ? ["--dashboard", folder] : [];
}

// It prints one line with its address.
function urlOf(child: ChildProcess): Promise<string> {
    return new Promise((resolve, reject) => {
        let printed = "";
        const read = (chunk: Buffer): void => {
            printed += chunk.toString();
            const url = /https?:\/\/[^\s/]+(?=[\s/])/.exec(printed)?.[0];
            if (url !== undefined) resolve(url);
        };
        child.stdout?.on("data", read);
        child.stderr?.on("data", read);
        child.on("error", reject);
        child.on("exit", (code) => reject(new Error(`the broker exited with ${code}: ${printed}`)));
    });
}
