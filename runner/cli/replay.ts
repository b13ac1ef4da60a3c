/** `sync-runner rejects replay <pipeline>`: the rejected records of a pipeline, pushed once more. */
import { Exit } from "../faults/catalogue.js";
import { type ExecuteOptions, execute } from "./execute.js";
import type { Shell } from "./shell.js";
import { commandLine, runLine, storeOptions } from "./typed.js";

export async function replayCommand(
  shell: Shell,
  pipeline: string,
  options: ExecuteOptions & { readonly key?: readonly string[]; readonly unknown?: boolean },
): Promise<number> {
  return execute(shell, {
    command: "rejects replay",
    pipeline,
    options,
    replay: { keys: options.key, unknown: options.unknown },
    next: ({ workflow_id, rejects_open }, exit) => {
      if (exit === Exit.ok && rejects_open === 0) return runLine(shell);
      if (exit !== Exit.ok && exit !== Exit.rejected) return commandLine(shell);
      return `npx sync-runner rejects list ${workflow_id}${storeOptions(shell)}`;
    },
  });
}
