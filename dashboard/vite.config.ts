import { defineConfig } from "vite";

// The page. `npm run dev` serves it with what the broker has under the same paths; LOGBEAM_URL names the broker.
const broker = process.env["LOGBEAM_URL"] ?? "http://127.0.0.1:3030";

export default defineConfig({
    // Relative, so that the folder works under any path of any static host.
    base: "./",
    esbuild: { jsx: "automatic", jsxImportSource: "preact" },
    build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
    server: { proxy: { "/ws": { target: broker, ws: true }, "/api": broker } },
    test: { include: ["src/**/*.spec.ts"] },
});
