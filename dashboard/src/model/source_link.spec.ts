import { describe, expect, it } from "vitest";

import { mapPath, readSource, sourceLink, templateProblem, usualSource, type SourceSettings } from "./source_link";

function settings(change: Partial<SourceSettings>): SourceSettings {
    return { ...usualSource, ...change };
}

describe("a source link", () => {
    it("opens the file at its line", () => {
        expect(sourceLink("/home/me/src/payment.cpp", 188, usualSource)).toBe(
            "vscode://file/home/me/src/payment.cpp:188",
        );
    });

    it("speaks to the editor of the settings", () => {
        expect(sourceLink("/a b/c.cpp", 7, settings({ editor: "clion" }))).toBe(
            "clion://open?file=/a%20b/c.cpp&line=7",
        );
        expect(sourceLink("/a.cpp", 7, settings({ editor: "custom", custom: "edit://x?f={path}&l={line}" }))).toBe(
            "edit://x?f=/a.cpp&l=7",
        );
    });

    it("keeps a Windows drive", () => {
        expect(sourceLink("C:\\work\\a.cpp", 3, usualSource)).toBe("vscode://file/C:/work/a.cpp:3");
    });

    it("is not there for a relative file whose folder is not known", () => {
        expect(sourceLink("src/a.cpp", 1, usualSource)).toBeUndefined();
        expect(sourceLink("src/a.cpp", 1, settings({ paths: [{ from: "", to: "/home/me/shop/" }] }))).toBe(
            "vscode://file/home/me/shop/src/a.cpp:1",
        );
    });

    it("adds nothing to the address that a file's name asks for", () => {
        expect(sourceLink("/a?b&c=d#e/{line}.cpp", 1, settings({ editor: "clion" }))).toBe(
            "clion://open?file=/a%3Fb%26c%3Dd%23e/%7Bline%7D.cpp&line=1",
        );
    });

    it("resolves steps upwards", () => {
        expect(sourceLink("/build/../src/./a.cpp", 1, usualSource)).toBe("vscode://file/src/a.cpp:1");
    });

    it("never runs anything in the page", () => {
        const custom = "JavaScript:alert('{path}')";

        expect(sourceLink("/a.cpp", 1, settings({ editor: "custom", custom }))).toBeUndefined();
        expect(templateProblem(custom)).toBe("refused_scheme");
    });
});

describe("a path map", () => {
    it("takes the longest beginning", () => {
        const rules = [
            { from: "/build", to: "/a" },
            { from: "/build/shop/", to: "/b/" },
        ];

        expect(mapPath("/build/shop/x.cpp", rules)).toBe("/b/x.cpp");
        expect(mapPath("/build/y.cpp", rules)).toBe("/a/y.cpp");
    });

    it("ends a beginning where a folder ends", () => {
        expect(mapPath("/builder/x.cpp", [{ from: "/build", to: "/a" }])).toBe("/builder/x.cpp");
    });
});

it("reads settings as far as they are some", () => {
    expect(readSource(null)).toEqual(usualSource);
    expect(readSource({ editor: 7, paths: [{ from: "/a", to: "/b" }, { from: 1 }, null] })).toEqual(
        settings({ paths: [{ from: "/a", to: "/b" }] }),
    );
});
