// What the stream needs of the world, so that a test can be the world.
export interface Environment {
    /** Throws where a page may not open such a socket; one that nobody answers closes later. */
    socket(url: string, subprotocol: string): Socket;
    now(): number;
    /** In [0, 1). */
    random(): number;
    after(milliseconds: number, then: () => void): Cancel;
}

export type Cancel = () => void;

// The part of a WebSocket that is used.
export interface Socket {
    onopen: (() => void) | null;
    onmessage: ((message: { data: unknown }) => void) | null;
    onclose: ((close: { code: number; reason: string }) => void) | null;
    send(text: string): void;
    close(): void;
}

export const browser: Environment = {
    socket: (url, subprotocol) => new WebSocket(url, subprotocol) as Socket,
    now: () => Date.now(),
    random: () => Math.random(),
    after: (milliseconds, then) => {
        const timer = setTimeout(then, milliseconds);
        return () => clearTimeout(timer);
    },
};
