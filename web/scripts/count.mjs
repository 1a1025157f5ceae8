// How many tests passed, failed and were skipped, from the report of a run: `count.mjs vitest|playwright REPORT`.
import { readFileSync } from "node:fs";

const [kind, path] = process.argv.slice(2);
const report = JSON.parse(readFileSync(path, "utf8"));
const counts =
  kind === "vitest"
    ? [report.numPassedTests, report.numFailedTests + report.numFailedTestSuites, report.numPendingTests]
    : [report.stats.expected + report.stats.flaky, report.stats.unexpected, report.stats.skipped];
console.log(counts.join(" "));
