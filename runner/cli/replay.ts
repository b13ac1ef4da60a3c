/** `sync-runner rejects replay <pipeline>`: the rejected records of a pipeline, pushed once more. */
import { join } from "node:path";
import type { Program } from "../compile/program.js";
import { Exit } from "../faults/catalogue.js";
import { Fault } from "../faults/fault.js";
import type { Reject } from "../state/reject.js";
import { listRejects, markReplayed, readRejects } from "../state/reject-reading.js";
import type { Entry } from "../types.js";
import { type ExecuteOptions, execute } from "./execute.js";
import { stateDirectory } from "./settings.js";
import type { Shell } from "./shell.js";

export async function replayCommand(
  shell: Shell,
  pipeline: string,
  options: ExecuteOptions & { readonly run?: string },
): Promise<number> {
  const directory = join(stateDirectory(shell, options.sandbox), "rejects");
  let paths: string[] = [];
  const sandbox = options.sandbox ? " --sandbox" : "";
  return execute(shell, {
    command: "rejects replay",
    pipeline,
    options,
    replay: async (program) => {
      const all = await listRejects(directory, program.plan.workflowId);
      const files = all.filter(({ run_id }) => options.run === undefined || run_id === options.run);
      if (files.length === 0) {
        const which = options.run === undefined ? "" : ` of the run ${options.run}`;
        throw new Fault("USAGE", `there are no rejects${which} to replay`, {
          hint: `See what there is: npx sync-runner rejects list${sandbox}`,
        });
      }
      paths = files.map(({ path }) => path);
      return entries(paths, program);
    },
    after: async ({ persist, not_written }, exit) => {
      // What failed again is in the reject file of the replay; only then the old ones are done with.
      const isDone = persist && not_written === 0 && (exit === Exit.ok || exit === Exit.rejected);
      if (isDone) for (const path of paths) await markReplayed(path);
    },
    next: (result, exit) => {
      if (exit === Exit.ok) return `npx sync-runner run ${pipeline}${sandbox}`;
      return result.rejects_file === null
        ? `npx sync-runner rejects replay ${pipeline}${sandbox}`
        : `npx sync-runner rejects list ${result.workflow_id}${sandbox}`;
    },
  });
}

async function* entries(paths: readonly string[], program: Program): AsyncGenerator<Entry> {
  let index = 0;
  for (const path of paths) {
    for await (const reject of readRejects(path)) {
      if (reject.action !== program.plan.action) {
        throw new Fault(
          "INVALID",
          `the rejects in ${path} come from ${reject.action}, not from ${program.plan.action}`,
        );
      }
      yield entryOf(reject, index);
      index += 1;
    }
  }
}

function entryOf(reject: Reject, index: number): Entry {
  return {
    index,
    key: reject.key,
    cursor: undefined,
    record: reject.record,
    interrupted: reject.outcome_unknown === true,
    isStale: reject.bucket === "read_failure",
    isReplayed: true,
  };
}
