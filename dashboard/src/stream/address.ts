// From what a person writes to the address of the socket: `ws://host:3030`, `https://host/behind/a/proxy`, or nothing
// for the page's own broker. Throws TypeError on what is no URL.
export function socketUrl(broker: string | undefined, page: string, token: string | undefined): string {
    const url = broker ? new URL(broker, page) : new URL("ws", withoutQuery(page));
    if (url.protocol === "http:") url.protocol = "ws:";
    if (url.protocol === "https:") url.protocol = "wss:";
    if (url.protocol !== "ws:" && url.protocol !== "wss:") throw new TypeError(`${broker}: expected ws:// or wss://`);

    if (url.pathname === "/") url.pathname = "/ws";
    url.hash = "";
    // A browser's socket can set no header, and the upgrade is judged before any frame.
    if (token !== undefined && token !== "") url.searchParams.set("token", token);
    return url.href;
}

// Where the broker of a socket answers HTTP, with a slash at its end.
export function httpBase(socket: string): string {
    const url = new URL(socket);
    url.protocol = url.protocol === "wss:" ? "https:" : "http:";
    url.pathname = url.pathname.replace(/\/?ws$/, "").replace(/\/?$/, "/");
    url.search = "";
    return url.href;
}

// What of the address is fit to be shown.
export function hostOf(url: string): string {
    return new URL(url).host;
}

function withoutQuery(page: string): URL {
    const url = new URL(page);
    url.search = "";
    url.hash = "";
    return url;
}
