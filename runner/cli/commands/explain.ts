/** `explain`. */

import type { CommandLine } from "../command-line.js";
import { json } from "../options.js";

/** Adds the command. */
export function declare({ command, call }: CommandLine): void {
  command("explain", "Say what a finding or an error means, with a wrong and a right example")
    .argument("[code]", "a code, e.g. unknown-key; all when left out")
    .addOption(json())
    .action(call(async () => (await import("../explain.js")).explainCommand));
}
