import { defineConfig } from "vite";

// The JavaScript client: one ES module without dependencies, beside the page in dist/.
export default defineConfig({
    build: {
        target: "es2022",
        emptyOutDir: false,
        copyPublicDir: false,
        lib: { entry: "src/stream/client.ts", formats: ["es"], fileName: () => "client.js" },
    },
});
