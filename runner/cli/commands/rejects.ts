/** `rejects`. */

import type { CommandLine } from "../command-line.js";
import { collect, flowCommand, json, pipelineCommand } from "../options.js";

/** Adds the commands. */
export function declare({ command, call }: CommandLine): void {
  const rejects = command("rejects", "Look at, replay and remove rejected records");
  flowCommand(rejects.command("list").description("Count the open rejects by message and key"))
    .argument("[workflow_id]", "a workflow_id or its pipeline file; all when left out")
    .addOption(json())
    .action(call(async () => (await import("../rejects.js")).listCommand));
  flowCommand(rejects.command("show").description("Show rejects with their records"))
    .argument("<workflow_id>", "a workflow_id or its pipeline file; with the file its credentials are masked")
    .argument("[key]", "only rejects with this key")
    .addOption(json())
    .action(call(async () => (await import("../rejects.js")).showCommand));
  pipelineCommand(rejects.command("replay").description("Push the rejected records of a pipeline once more"))
    .argument("<pipeline>", "the pipeline file they came from")
    .option("--key <key>", "only the reject with this key, whatever its outcome; can be repeated", collect)
    .option("--unknown", "also those of which it is not known whether they were written")
    .action(call(async () => (await import("../replay.js")).replayCommand));
  flowCommand(rejects.command("drop").description("Remove rejects for good, with all that is kept of them"))
    .argument("<workflow_id>", "a workflow_id or its pipeline file")
    .option("--key <key>", "a reject with this key; can be repeated", collect)
    .option("--all", "every reject")
    .action(call(async () => (await import("../rejects.js")).dropCommand));
  flowCommand(
    rejects.command("export").description("Write rejects with their records to a new file, as JSON Lines"),
  )
    .argument("<workflow_id>", "a workflow_id or its pipeline file")
    .argument("<file>")
    .option("--key <key>", "only rejects with this key; can be repeated", collect)
    .action(call(async () => (await import("../rejects.js")).exportCommand));
}
