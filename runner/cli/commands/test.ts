/** `test`. */

import type { CommandLine } from "../command-line.js";
import { json } from "../options.js";

/** Adds the command. */
export function declare({ command, call }: CommandLine): void {
  command("test", "Play the cases of test files against the answers they give, and tell what differs")
    .argument("[files...]", "test files (default: connectors/*/tests/*.yaml and pipelines/*.test.yaml)")
    .option("--junit <file>", "write a report that build servers read")
    .option("--coverage", "print which lines, branches and fields of items the cases reached, as YAML")
    .option("--update", "write what came of the cases into their files, as what is expected from now on")
    .addOption(json())
    .action(call(async () => (await import("../test.js")).testCommand));
}
