/** `sync-runner run <pipeline>` */
import { type ExecuteOptions, execute } from "./execute.js";
import type { Shell } from "./shell.js";

export async function runCommand(shell: Shell, pipeline: string, options: ExecuteOptions): Promise<number> {
  const sandbox = options.sandbox ? " --sandbox" : "";
  const command = `npx sync-runner run ${pipeline}${sandbox}`;
  return execute(shell, {
    command: "run",
    pipeline,
    options,
    next: (result, exit) => {
      const again = `${command}${result.incremental ? " --incremental" : ""}`;
      if (exit === 4 && result.rejects_file !== null)
        return `npx sync-runner rejects replay ${pipeline}${sandbox}`;
      if (exit !== 0 && exit !== 4) return again;
      if (!result.persist) return again;
      if (!result.incremental) return `${command} --incremental`;
      return `npx sync-runner state show ${result.workflow_id}${sandbox}`;
    },
  });
}
