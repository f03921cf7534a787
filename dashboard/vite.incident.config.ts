import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";

import { build, type InlineConfig, type Plugin } from "vite";

import type { IncidentViewer } from "./src/model/incident";

// The page within a saved incident is built as one script and one style, for the dashboard to write into the file. They
// are data to it, never run: an asset that is fetched when an incident is saved.
export function incidentViewer(): Plugin {
    const name = "virtual:incident-viewer";
    let isServed = false;
    return {
        name: "incident-viewer",
        configResolved({ command }) {
            isServed = command === "serve";
        },
        resolveId: (id) => (id === name ? `\0${name}` : undefined),
        async load(id) {
            if (id !== `\0${name}`) return undefined;
            const source = JSON.stringify(await buildViewer());
            const base64 = Buffer.from(source).toString("base64");
            if (isServed) return `export default "data:application/json;base64,${base64}"`;
            const asset = this.emitFile({ type: "asset", name: "incident-viewer.json", source });
            return `export default import.meta.ROLLUP_FILE_URL_${asset}`;
        },
    };
}

const viewer: InlineConfig = {
    configFile: false,
    root: fileURLToPath(new URL(".", import.meta.url)),
    logLevel: "warn",
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    esbuild: { jsx: "automatic", jsxImportSource: "preact", legalComments: "none" },
    build: {
        target: "es2022",
        write: false,
        minify: "terser",
        copyPublicDir: false,
        lib: { entry: "src/incident/main.tsx", formats: ["iife"], name: "incident", fileName: () => "incident.js" },
    },
};

async function buildViewer(): Promise<IncidentViewer> {
    const [result] = [await build(viewer)].flat();
    if (result === undefined || !("output" in result)) throw new Error("the page of incidents was not built");
    const files = result.output.map((file) => (file.type === "chunk" ? file.code : String(file.source)));
    const [script = "", style = ""] = files.map((text) => text.trim());
    // Within HTML nothing is escaped, so there must be nothing that ends it.
    if (/<\/script|<!--/i.test(script)) throw new Error("the script would end its own element");
    if (/<\/style/i.test(style)) throw new Error("the style would end its own element");
    return { script, style, scriptHash: hashOf(script), styleHash: hashOf(style) };
}

function hashOf(text: string): string {
    return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
