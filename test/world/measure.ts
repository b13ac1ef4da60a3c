/** Loaded into a run by its test: writes down the most memory that the process had, in MB, when it ends. */
import { writeFileSync } from "node:fs";

const { MEASURE_FILE } = process.env;
process.on("exit", () => {
  if (MEASURE_FILE) writeFileSync(MEASURE_FILE, String(Math.round(process.resourceUsage().maxRSS / 1024)));
});
