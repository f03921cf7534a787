import { backoff } from "./backoff";
import type { Cancel, Environment, Socket } from "./environment";

export interface LinkOptions {
    readonly url: string;
    readonly subprotocol: string;
    /** What to send to a peer that has been silent, to learn whether it is there. */
    readonly ping: string;
    /** A socket is open. `ready` is to be called once the peer has answered. */
    readonly onOpen: () => void;
    readonly onText: (text: string) => void;
    /** There is no socket (any more); the next attempt is at `retryAt`. */
    readonly onDown: (reason: string, retryAt: number) => void;
    /** The next attempt has begun. */
    readonly onRetry: () => void;
}

const answerWithinMs = 10_000;
const silenceMs = 15_000;
const checkEveryMs = 5_000;
// A connection that lives shorter counts as a failure, so that a broker which accepts and closes is not hammered.
const stableMs = 5_000;

// One socket after the other, until it is closed. Notices a peer that has gone without a word.
export class Link {
    #socket: Socket | undefined;
    #failures = 0;
    #openedAt = 0;
    #readyAt: number | undefined;
    #heardAt = 0;
    #pingedAt: number | undefined;
    #cancelCheck: Cancel = nothing;
    #cancelRetry: Cancel | undefined;

    constructor(
        private readonly options: LinkOptions,
        private readonly environment: Environment,
    ) {}

    open(): void {
        let socket: Socket;
        try {
            socket = this.environment.socket(this.options.url, this.options.subprotocol);
        } catch (error) {
            // A page that came over https may not open ws://, for one.
            this.#wait(error instanceof Error ? error.message : String(error));
            return;
        }
        this.#socket = socket;
        this.#openedAt = this.#heardAt = this.environment.now();
        this.#readyAt = this.#pingedAt = undefined;
        socket.onopen = () => this.options.onOpen();
        socket.onmessage = (message) => this.#heard(message.data);
        socket.onclose = (close) => this.drop(reasonOf(close, this.#readyAt !== undefined));
        this.#checkLater();
    }

    ready(): void {
        this.#readyAt = this.environment.now();
    }

    send(text: string): void {
        this.#socket?.send(text);
    }

    // Gives the socket up and tries again later.
    drop(reason: string): void {
        if (this.#socket === undefined) return;
        this.#release();
        this.#wait(reason);
    }

    // For a person who does not want to wait.
    retryNow(): void {
        if (this.#cancelRetry === undefined) return;
        this.#cancelRetry();
        this.#retry();
    }

    close(): void {
        this.#cancelRetry?.();
        this.#cancelRetry = undefined;
        this.#release();
    }

    #wait(reason: string): void {
        const now = this.environment.now();
        const wasStable = this.#readyAt !== undefined && now - this.#readyAt >= stableMs;
        this.#failures = wasStable ? 1 : this.#failures + 1;
        const delay = backoff(this.#failures, this.environment.random());
        this.#cancelRetry = this.environment.after(delay, () => this.#retry());
        this.options.onDown(reason, now + delay);
    }

    #retry(): void {
        this.#cancelRetry = undefined;
        this.options.onRetry();
        this.open();
    }

    #heard(data: unknown): void {
        this.#heardAt = this.environment.now();
        this.#pingedAt = undefined;
        if (typeof data === "string") this.options.onText(data);
    }

    #checkLater(): void {
        this.#cancelCheck = this.environment.after(checkEveryMs, () => {
            this.#check();
            if (this.#socket !== undefined) this.#checkLater();
        });
    }

    #check(): void {
        const now = this.environment.now();
        if (this.#readyAt === undefined) {
            if (now - this.#openedAt >= answerWithinMs) this.drop("it does not answer");
        } else if (this.#pingedAt !== undefined) {
            if (now - this.#pingedAt >= answerWithinMs) this.drop("it has fallen silent");
        } else if (now - this.#heardAt >= silenceMs) {
            this.#pingedAt = now;
            this.send(this.options.ping);
        }
    }

    // Does not wait for the closing handshake: a peer that is gone would not answer it.
    #release(): void {
        this.#cancelCheck();
        const socket = this.#socket;
        this.#socket = undefined;
        if (socket === undefined) return;
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
    }
}

function reasonOf(close: { code: number; reason: string }, wasReady: boolean): string {
    if (close.reason !== "") return close.reason;
    if (close.code === 1001) return "it is going away";
    // A browser does not tell a page why a connection failed.
    return wasReady ? "the connection broke" : "it cannot be reached, or refuses this page";
}

function nothing(): void {}
