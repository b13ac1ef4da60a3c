/** Loaded into a measured process with `--import`: at its end it writes what the process used, so that nothing measured changes. */
import { writeFileSync } from "node:fs";

const file = process.env.BENCH_USAGE_FILE;

process.on("exit", () => {
  if (file === undefined) return;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  // The kernel counts CPU time in microseconds and memory in KiB.
  const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakBytes: maxRSS * 1024 };
  writeFileSync(file, JSON.stringify(usage));
});
