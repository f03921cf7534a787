import { defineConfig, type Plugin } from "vite";

import { incidentViewer } from "./vite.incident.config";

// The page. `npm run dev` serves it with what the broker has under the same paths; LOGBEAM_URL names the broker.
const broker = process.env["LOGBEAM_URL"] ?? "http://127.0.0.1:3030";

// What is loaded later has neither styles nor parts of its own, so there is nothing that Vite's helper could load ahead.
const plainImports: Plugin = {
    name: "plain-imports",
    apply: "build",
    enforce: "pre",
    load: (id) => (id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : undefined),
};

export default defineConfig({
    // Relative, so that the folder works under any path of any static host.
    base: "./",
    plugins: [plainImports, incidentViewer()],
    esbuild: { jsx: "automatic", jsxImportSource: "preact" },
    build: {
        target: "es2022",
        minify: "terser",
        terserOptions: { ecma: 2020, module: true, compress: { passes: 3, inline: 1 } },
        assetsInlineLimit: 0,
        modulePreload: false,
    },
    server: { proxy: { "/ws": { target: broker, ws: true }, "/api": broker } },
    test: { include: ["src/**/*.spec.ts"], testTimeout: 30_000 },
});
