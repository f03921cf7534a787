// The world of the stream's specs: sockets that a spec answers, and time that passes when it says so.
import { readJson, type Json } from "../model/json";
import type { Cancel, Environment, Socket } from "./environment";

export class FakeSocket implements Socket {
    onopen: Socket["onopen"] = null;
    onmessage: Socket["onmessage"] = null;
    onclose: Socket["onclose"] = null;
    isClosed = false;
    readonly sent: Json[] = [];

    constructor(
        readonly url: string,
        readonly subprotocol: string,
    ) {}

    send(text: string): void {
        this.sent.push(readJson(text));
    }

    close(): void {
        this.isClosed = true;
    }

    // What the broker says.
    say(...frames: object[]): void {
        for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) });
    }

    // The broker accepts the connection and greets.
    welcome(epoch = "e1"): this {
        this.onopen?.();
        this.say({ kind: "welcome", version: 1, server: "logbeam", epoch });
        return this;
    }

    break(code = 1006, reason = ""): void {
        this.onclose?.({ code, reason });
    }
}

interface Timer {
    readonly at: number;
    readonly then: () => void;
}

export class FakeEnvironment implements Environment {
    readonly sockets: FakeSocket[] = [];
    refusesSockets: string | undefined;
    #now = 1_000_000;
    #timers: Timer[] = [];

    socket(url: string, subprotocol: string): Socket {
        if (this.refusesSockets !== undefined) throw new Error(this.refusesSockets);
        const socket = new FakeSocket(url, subprotocol);
        this.sockets.push(socket);
        return socket;
    }

    // The newest socket.
    get last(): FakeSocket {
        const socket = this.sockets.at(-1);
        if (socket === undefined) throw new Error("no socket was opened");
        return socket;
    }

    now(): number {
        return this.#now;
    }

    random(): number {
        return 1 - Number.EPSILON;
    }

    after(milliseconds: number, then: () => void): Cancel {
        const timer = { at: this.#now + milliseconds, then };
        this.#timers.push(timer);
        return () => {
            this.#timers = this.#timers.filter((each) => each !== timer);
        };
    }

    advance(milliseconds: number): void {
        const end = this.#now + milliseconds;
        for (;;) {
            const due = this.#timers.filter((each) => each.at <= end).sort((a, b) => a.at - b.at)[0];
            if (due === undefined) break;
            this.#timers = this.#timers.filter((each) => each !== due);
            this.#now = due.at;
            due.then();
        }
        this.#now = end;
    }
}
