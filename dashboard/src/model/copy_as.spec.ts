import { execFileSync } from "node:child_process";

import { describe, expect, it } from "vitest";

import { copyLines, curlLine, levelLine, linkTo, queryLine, quote, tailLine, type Looked } from "./copy_as";
import type { LevelTarget } from "./levels";

const looked: Looked = {
    query: 'level>=warning city:"New York"',
    range: { kind: "last", seconds: 900 },
    base: "http://127.0.0.1:3030",
};

// What a real shell makes of the word.
function readByShell(word: string): string {
    return execFileSync("bash", ["--norc", "-c", `printf -- %s ${word}`], { encoding: "utf8" });
}

describe("a quoted word", () => {
    it.each([
        "plain",
        "it's",
        '$(touch /tmp/x) `id` $HOME \\ ! " ; & | > *',
        "",
        "two\nlines\ttab",
        "'\u001b[201~rm -rf ~\r",
        "a\u202eb\u2066c'\\x41",
        "Gdańsk 🚢",
        "-n",
    ])("is read back by a shell: %j", (text) => {
        expect(readByShell(quote(text))).toBe(text);
    });

    it("shows no character that steers a terminal or turns the writing", () => {
        expect(quote("\u001b[2J\u202e")).toBe("$'\\x1b[2J\\xe2\\x80\\xae'");
    });

    it("has no NUL, which no shell can pass on", () => {
        expect(quote("a\0b")).toBe("ab");
    });
});

describe("copy as", () => {
    it("writes a line for logbeam level, whatever programs and loggers are called", () => {
        const line = (source: string, logger: string, base = looked.base) =>
            levelLine(base, { source, logger }, "debug", "5m");

        expect(line("orders-api", "net")).toBe("logbeam level --for 5m orders-api net debug");
        expect(line("a", "net", "https://logs.test")).toBe("logbeam level --url wss://logs.test --for 5m a net debug");
        expect(line("-rf $HOME", "net")).toBe("logbeam level --for 5m -- '-rf $HOME' net debug");
    });

    it("tells all loggers from the default one, whose name is empty", () => {
        const line = (target: LevelTarget) => levelLine(looked.base, { source: "a", ...target }, "off", "1h");

        expect(line({})).toBe("logbeam level --for 1h a '*' off");
        expect(line({ logger: "" })).toBe("logbeam level --for 1h a '' off");
    });

    it("writes a line for logbeam tail", () => {
        expect(tailLine(looked)).toBe(`logbeam tail 'level>=warning city:"New York"'`);
        expect(tailLine({ ...looked, query: "" })).toBe("logbeam tail");
        expect(tailLine({ ...looked, query: "timeout" })).toBe("logbeam tail 'timeout'");
    });

    it("keeps a query that begins with an exclusion from being an option", () => {
        expect(tailLine({ ...looked, query: "-level:debug" })).toBe("logbeam tail -- '-level:debug'");
    });

    it("names the broker where it is not the usual one", () => {
        expect(tailLine({ ...looked, query: "a", base: "https://logs.example:8443" })).toBe(
            "logbeam tail --url wss://logs.example:8443 'a'",
        );
    });

    it("writes a line for logbeam query, with the range", () => {
        const range = { kind: "between", from: "2026-11-20T10:00:00Z", to: "2026-11-20T10:05:00.5Z" } as const;

        expect(queryLine(looked)).toContain("logbeam query --from -15m --limit 0 'level");
        expect(queryLine({ ...looked, range })).toContain("--from 2026-11-20T10:00:00Z --to 2026-11-20T10:05:00.5Z");
    });

    it("writes a line for curl", () => {
        expect(curlLine(looked, "events")).toBe(
            "curl -sSG --data-urlencode format=ndjson --data-urlencode order=oldest " +
                `--data-urlencode 'query=level>=warning city:"New York"' --data-urlencode from=-15m ` +
                "http://127.0.0.1:3030/api/events",
        );
    });

    it("lets the shell fill in the token, if there is one", () => {
        const words = curlLine({ ...looked, base: "https://logs.example" }, "accounting").replace(
            "curl",
            "printf '<%s>'",
        );
        const run = (token: string): string =>
            execFileSync("bash", ["--norc", "-c", words], { encoding: "utf8", env: { LOGBEAM_TOKEN: token } });

        expect(run("s3 cret")).toBe("<-sSG><-H><Authorization: Bearer s3 cret><https://logs.example/api/accounting>");
        expect(run("")).toBe("<-sSG><https://logs.example/api/accounting>");
    });

    it("says what each view shows", () => {
        const kinds = (view: "events" | "templates" | "health") =>
            copyLines(view, looked, "http://h/").map(({ kind }) => kind);

        expect(kinds("events")).toEqual(["link", "tail", "query", "curl"]);
        expect(kinds("templates")).toEqual(["link", "templates", "curl"]);
        expect(kinds("health")).toEqual(["link", "doctor", "curl"]);
    });

    it("makes a link without what opens the broker", () => {
        expect(linkTo("http://me:pw@h:3030/?q=a&token=secret&range=15m")).toBe("http://h:3030/?q=a&range=15m");
    });
});
