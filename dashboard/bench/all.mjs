// The figures of the dashboard, one line each; README.md says what they mean.
//
//   LOGBEAM_BIN=… LOGBEAM_CALLS_BIN=… node bench/all.mjs [name…] [--runs 3] [--follow 60] [--hidden 60]
import { parseArgs } from "node:util";

import first_paint from "./first_paint.mjs";
import follow from "./follow.mjs";
import hidden from "./hidden.mjs";
import latency from "./latency.mjs";
import { median } from "./lib/figures.mjs";
import scroll from "./scroll.mjs";
import type from "./type.mjs";

const benches = [follow, latency, first_paint, scroll, type, hidden];
const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        runs: { type: "string", default: "3" },
        follow: { type: "string", default: "60" },
        hidden: { type: "string", default: "60" },
    },
});
const options = { followSeconds: Number(values.follow), hiddenSeconds: Number(values.hidden) };
const wanted = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (wanted.length < positionals.length) throw new Error(`there are ${benches.map(({ name }) => name).join(", ")}`);

for (const bench of wanted) {
    const results = [];
    for (let run = 0; run < Number(values.runs); run += 1) results.push(await bench.run(options));
    print(bench, results);
}

// The run in the middle stands for all.
function print({ question, target }, results) {
    const middle = median(results.map(({ figure }) => figure));
    const { measured, work, isMet } = results.find(({ figure }) => figure === middle);
    if (!isMet) process.exitCode = 1;
    console.log(`${isMet ? "met   " : "MISSED"} | ${question} | ${target} | ${measured} | ${work}`);
}
