/** `sync-runner run <pipeline>` */
import { Exit } from "../faults/catalogue.js";
import { type ExecuteOptions, execute } from "./execute.js";
import { inProjectOf } from "./settings.js";
import type { Shell } from "./shell.js";
import { commandLine, replayLine, storeOptions } from "./typed.js";

export async function runCommand(shell: Shell, pipeline: string, options: ExecuteOptions): Promise<number> {
  return execute(shell, {
    command: "run",
    pipeline,
    options,
    next: (result, exit, canBeIncremental) => {
      if (exit === Exit.rejected && result.rejects_open > 0) {
        const { workflow_id, rejects_open, rejects_unknown } = result;
        if (rejects_open > rejects_unknown) return replayLine(shell);
        return `npx sync-runner rejects list ${workflow_id}${storeOptions(shell)}`;
      }
      if (exit !== Exit.ok) return commandLine(shell);
      if (!result.persist) return commandLine(shell, ["--dry-run", "--preview", "--items"]);
      if (!canBeIncremental) return commandLine(shell);
      if (!result.incremental) return `${commandLine(shell, ["--no-incremental"])} --incremental`;
      const show = `npx sync-runner state show ${result.workflow_id}${storeOptions(shell)}`;
      return options.store === undefined ? inProjectOf(pipeline, shell, show) : show;
    },
  });
}
