/** Loaded into a run by its test: writes down, when the process ends, the most memory that it had in MB, and its CPU time in ms. */
import { writeFileSync } from "node:fs";

const { MEASURE_FILE } = process.env;
process.on("exit", () => {
  if (!MEASURE_FILE) return;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpuMs = Math.round((userCPUTime + systemCPUTime) / 1000);
  writeFileSync(MEASURE_FILE, `${Math.round(maxRSS / 1024)} ${cpuMs}`);
});
