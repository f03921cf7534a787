// From the place of a log call, as the compiler wrote it, to a link that an editor opens.

/** `from` is how paths begin where the program was built (nothing: relative ones), `to` where they are here. */
export interface PathRule {
    readonly from: string;
    readonly to: string;
}

export interface SourceSettings {
    /** One of `editors`, or "custom". */
    readonly editor: string;
    /** Of "custom": an address with {path} and {line} in it. */
    readonly custom: string;
    readonly paths: readonly PathRule[];
}

export interface Editor {
    readonly id: string;
    readonly name: string;
    readonly template: string;
}

export const editors: readonly Editor[] = [
    { id: "vscode", name: "Visual Studio Code", template: "vscode://file{path}:{line}" },
    { id: "vscodium", name: "VSCodium", template: "vscodium://file{path}:{line}" },
    { id: "cursor", name: "Cursor", template: "cursor://file{path}:{line}" },
    { id: "zed", name: "Zed", template: "zed://file{path}:{line}" },
    { id: "clion", name: "CLion", template: "clion://open?file={path}&line={line}" },
    { id: "idea", name: "IntelliJ IDEA", template: "idea://open?file={path}&line={line}" },
    { id: "sublime", name: "Sublime Text", template: "subl://open?url=file://{path}&line={line}" },
    { id: "emacs", name: "Emacs", template: "org-protocol://open-file?file={path}&line={line}" },
];

export const usualSource: SourceSettings = { editor: "vscode", custom: "", paths: [] };

// Nothing where the file's place on this computer is not known, or the address would not open an editor.
export function sourceLink(
    file: string,
    line: number | bigint | undefined,
    settings: SourceSettings,
): string | undefined {
    const template = templateOf(settings);
    const path = absolutePath(mapPath(file, settings.paths));
    if (path === undefined || templateProblem(template) !== undefined) return undefined;
    const encoded = path.split("/").map(encodeURIComponent).join("/");
    const place = encoded.replace(/^\/([a-z])%3A\//i, "/$1:/");
    return template.replaceAll("{path}", () => place).replaceAll("{line}", String(line ?? 1));
}

export function templateOf({ editor, custom }: SourceSettings): string {
    return editors.find(({ id }) => id === editor)?.template ?? custom;
}

// What of a template is wrong, in words that stand beside its box.
export function templateProblem(template: string): "no_scheme" | "refused_scheme" | "no_path" | undefined {
    const scheme = /^([a-z][a-z\d+.-]*):/i.exec(template)?.[1]?.toLowerCase();
    if (scheme === undefined) return "no_scheme";
    // A click on what a program logged must not run anything in this page.
    if (refused.has(scheme)) return "refused_scheme";
    return template.includes("{path}") ? undefined : "no_path";
}

const refused = new Set(["javascript", "data", "vbscript", "blob", "about", "view-source"]);

// The rule with the longest beginning wins. A beginning ends where a folder does.
export function mapPath(file: string, rules: readonly PathRule[]): string {
    const path = file.replaceAll("\\", "/");
    let best: PathRule | undefined;
    for (const rule of rules) {
        if (begins(path, folder(rule.from)) && (best === undefined || rule.from.length > best.from.length)) best = rule;
    }
    if (best === undefined) return path;
    const rest = path.slice(folder(best.from).length).replace(/^\//, "");
    return `${folder(best.to)}/${rest}`;
}

function begins(path: string, from: string): boolean {
    if (from === "") return !isAbsolute(path);
    return path === from || path.startsWith(`${from}/`);
}

function folder(path: string): string {
    return path.trim().replaceAll("\\", "/").replace(/\/+$/, "");
}

function isAbsolute(path: string): boolean {
    return path.startsWith("/") || /^[a-z]:\//i.test(path);
}

// With a slash in front, without steps up and down; a Windows drive keeps its colon.
function absolutePath(path: string): string | undefined {
    if (!isAbsolute(path)) return undefined;
    const parts: string[] = [];
    for (const part of path.split("/")) {
        if (part === "..") parts.pop();
        else if (part !== "." && part !== "") parts.push(part);
    }
    return `/${parts.join("/")}`;
}

// What was kept, whoever wrote it.
export function readSource(kept: unknown): SourceSettings {
    if (typeof kept !== "object" || kept === null) return usualSource;
    const { editor, custom, paths } = kept as Record<string, unknown>;
    return {
        editor: typeof editor === "string" ? editor : usualSource.editor,
        custom: typeof custom === "string" ? custom : "",
        paths: Array.isArray(paths) ? paths.filter(isRule).map(({ from, to }) => ({ from, to })) : [],
    };
}

function isRule(rule: unknown): rule is PathRule {
    if (typeof rule !== "object" || rule === null) return false;
    const { from, to } = rule as Record<string, unknown>;
    return typeof from === "string" && typeof to === "string";
}
