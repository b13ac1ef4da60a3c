/** `sandbox`. */

import type { CommandLine } from "../command-line.js";
import { collect, wholeNumber } from "../options.js";

/** Adds the commands. */
export function declare({ command, call }: CommandLine): void {
  command("sandbox", "Serve the simulated systems until interrupted")
    .option("--port <n>", "port on 127.0.0.1", wholeNumber, 4400)
    .option("--seed <n>", "another seed makes other people", wholeNumber, 1)
    .option("--candidates <n>", "how many candidates there are", wholeNumber, 300)
    .option(
      "--count <connector.collection=n>",
      "how many records a described system has; can be repeated",
      collect,
    )
    .option("--latency <ms>", "delay of every answer in milliseconds", wholeNumber, 0)
    .option("--faults <list>", "faults to inject, e.g. 429:0.05,reset:0.01")
    .option("--memory", "keep nothing on disk")
    .option("--no-rate-limit", "answer as many requests as come")
    .action(call(async () => (await import("../sandbox.js")).sandboxCommand));
}
