// Writes dist/client.d.ts: the types of the JavaScript client in one file, as /client.js is one file.
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";

const bundle = await rollup({ input: "src/stream/client.ts", plugins: [dts()] });
await bundle.write({ file: "dist/client.d.ts" });
await bundle.close();
