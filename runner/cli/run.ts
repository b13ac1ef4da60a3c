/** `sync-runner run <pipeline>` */
import { Exit } from "../faults/catalogue.js";
import { type ExecuteOptions, execute } from "./execute.js";
import { commandLine, replayLine, type Shell } from "./shell.js";

export async function runCommand(shell: Shell, pipeline: string, options: ExecuteOptions): Promise<number> {
  const sandbox = options.sandbox ? " --sandbox" : "";
  return execute(shell, {
    command: "run",
    pipeline,
    options,
    next: (result, exit, canBeIncremental) => {
      if (exit === Exit.rejected && result.rejects_file !== null) return replayLine(shell);
      if (exit !== Exit.ok) return commandLine(shell);
      if (!result.persist) return commandLine(shell, ["--dry-run"]);
      if (!canBeIncremental) return commandLine(shell);
      if (!result.incremental) return `${commandLine(shell, ["--no-incremental"])} --incremental`;
      // A store with a password in its address is not repeated.
      const store =
        options.store !== undefined && !options.store.includes("@") ? ` --store ${options.store}` : "";
      return `npx sync-runner state show ${result.workflow_id}${store}${sandbox}`;
    },
  });
}
