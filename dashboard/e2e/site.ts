import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

// A web page that somebody else serves.
export class Site {
    private constructor(
        private readonly server: Server,
        private readonly host: string,
    ) {}

    /** The name has to lead to this machine. */
    static async start(host: string, html: string): Promise<Site> {
        const server = createServer((_request, response) => {
            response.setHeader("Content-Type", "text/html");
            response.end(html);
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        return new Site(server, host);
    }

    get url(): string {
        return `http://${this.host}:${(this.server.address() as AddressInfo).port}`;
    }

    stop(): void {
        this.server.closeAllConnections();
        this.server.close();
    }
}
