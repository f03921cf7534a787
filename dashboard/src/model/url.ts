import { kinds, type Kind } from "./level";
import { splitPatterns } from "./topic";

// What is looked at, as it stands in the page's address.
export interface View {
    readonly topics: readonly string[];
    readonly text: string;
    readonly hidden: ReadonlySet<Kind>;
}

export function readView(search: string): View {
    const query = new URLSearchParams(search);
    const topics = splitPatterns(query.get("topics") ?? "");
    const hidden = (query.get("hide") ?? "").split(",");
    return {
        topics: topics.length > 0 ? topics : [">"],
        text: query.get("q") ?? "",
        hidden: new Set(kinds.filter((kind) => hidden.includes(kind))),
    };
}

// Keeps what else stands in the address, except the token: an address is made to be passed on.
export function writeView(search: string, view: View): string {
    const query = new URLSearchParams(search);
    query.delete("token");
    put(query, "topics", view.topics.join(",") === ">" ? "" : view.topics.join(","));
    put(query, "q", view.text);
    put(query, "hide", [...view.hidden].join(","));
    const text = query.toString();
    return text === "" ? "" : `?${text}`;
}

function put(query: URLSearchParams, name: string, value: string): void {
    if (value === "") query.delete(name);
    else query.set(name, value);
}
