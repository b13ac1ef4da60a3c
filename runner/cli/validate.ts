/** `sync-runner validate <files…>` */
import { basename, relative, resolve } from "node:path";
import { validateManifest } from "../compile/manifest.js";
import { compilePipeline } from "../compile/pipeline.js";
import { openWorkspace } from "../compile/workspace.js";
import { Fault, throwFindings } from "../faults/fault.js";
import { checkDescription } from "../sandbox/described/check.js";
import { isTestFile, readCases } from "../testing/cases.js";
import { learnSecrets } from "./secrets.js";
import { changes, environment } from "./settings.js";
import type { Shell } from "./shell.js";

interface ValidateOptions {
  readonly set?: readonly string[];
  /** With it the values are checked as a run checks them. */
  readonly envFile?: string;
  readonly json?: boolean;
}

export async function validateCommand(
  shell: Shell,
  files: readonly string[],
  options: ValidateOptions,
): Promise<number> {
  const findings: Fault[] = [];
  const env = options.envFile === undefined ? undefined : await environment(shell, options.envFile);
  const change = changes(options.set ?? []);
  const around = openWorkspace(shell.cwd);
  /** Identifier of a flow → the file that has it. */
  const flows = new Map<string, string>();
  for (const file of files) {
    const path = resolve(shell.cwd, file);
    const name = basename(path);
    // The credentials of a simulated system are there to be read.
    if (name !== "sandbox.yaml") await learnSecrets(shell, path);
    try {
      if (name === "connector.yaml") await validateManifest(path, around, findings);
      else if (name === "sandbox.yaml") await checkDescription(path, shell.cwd, findings);
      else if (isTestFile(path)) await readCases(path, around, findings);
      else {
        const program = await compilePipeline(path, around, findings, change);
        if (program) {
          findings.push(...program.secondLook());
          const taken = flows.get(program.plan.workflowId);
          if (taken !== undefined && taken !== path)
            findings.push(program.sameFlow(relative(shell.cwd, taken)));
          flows.set(program.plan.workflowId, path);
        }
        // Without an environment nothing is known of its values, and names that are missing may be there when it runs.
        if (program && env) await program.resolve(env, findings);
      }
    } catch (error) {
      // One file that cannot be read does not hide what is wrong with the others.
      if (!(error instanceof Fault) || files.length === 1) throw error;
      findings.push(error);
    }
  }
  throwFindings(findings);
  if (options.json) {
    shell.stdout.write(
      `${JSON.stringify({ command: "validate", ok: true, result: { files }, error: null })}\n`,
    );
  }
  return 0;
}
