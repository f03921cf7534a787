import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

// Stands between the page and the broker, so that a spec can cut the connection while both stay alive.
export class Proxy {
    readonly #sockets = new Set<Socket>();
    #isOpen = true;

    private constructor(
        private readonly server: Server,
        port: number,
    ) {
        server.on("connection", (socket) => this.#join(socket, connect(port, "127.0.0.1")));
    }

    static async start(port: number): Promise<Proxy> {
        const server = createServer();
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return new Proxy(server, port);
    }

    get webSocketUrl(): string {
        return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    /** Breaks what is connected, and lets nobody through until `mend`. */
    cut(): void {
        this.#isOpen = false;
        for (const socket of this.#sockets) socket.destroy();
    }

    mend(): void {
        this.#isOpen = true;
    }

    stop(): void {
        this.cut();
        this.server.close();
    }

    #join(left: Socket, right: Socket): void {
        for (const [from, to] of [
            [left, right],
            [right, left],
        ] as const) {
            this.#sockets.add(from);
            from.on("error", () => to.destroy());
            from.on("close", () => {
                this.#sockets.delete(from);
                to.destroy();
            });
            from.pipe(to);
        }
        if (!this.#isOpen) left.destroy();
    }
}
