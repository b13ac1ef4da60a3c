/** `sync-runner validate <files…>` */
import { basename, relative, resolve } from "node:path";
import { judged } from "../compile/allowed.js";
import { validateManifest } from "../compile/manifest.js";
import { compilePipeline } from "../compile/pipeline.js";
import { openWorkspace, type Workspace } from "../compile/workspace.js";
import { Exit } from "../faults/catalogue.js";
import { byPlace, Fault, throwFindings } from "../faults/fault.js";
import { plain } from "../faults/render.js";
import { checkDescription } from "../sandbox/described/check.js";
import { describedBeside } from "../sandbox/described/told.js";
import { isTestFile, readCases } from "../testing/cases.js";
import { applyFixes } from "./fix.js";
import { learnSecrets } from "./secrets.js";
import { changes, environment, unusedFiles } from "./settings.js";
import { hasColour, type Shell } from "./shell.js";

interface ValidateOptions {
  readonly set?: readonly string[];
  /** With it the values are checked as a run checks them. */
  readonly envFile?: string;
  readonly json?: boolean;
  readonly format?: "text" | "json" | "github" | "sarif";
  readonly fix?: boolean;
}

/** A fix may bring something else to light; more rounds than files have mistakes in each other. */
const MOST_ROUNDS = 20;

export async function validateCommand(
  shell: Shell,
  files: readonly string[],
  options: ValidateOptions,
): Promise<number> {
  if (options.fix && options.set)
    throw new Fault("USAGE", "--fix and --set exclude each other", {
      hint: "What --set sets stands in no file that could be changed.",
    });
  const paths = files.map((file) => resolve(shell.cwd, file));
  let { findings, around } = await check(shell, paths, options);
  for (let round = 0; options.fix && round < MOST_ROUNDS; round += 1) {
    const { sources } = around;
    const made = await applyFixes(findings, shell.cwd, (path) => sources.isOf(path, paths));
    for (const { place, from, to, code } of made)
      shell.stderr.write(
        `${plain(shell.redactor.mask(`fixed ${place}: \`${from}\` is now \`${to}\` (${code})`))}\n`,
      );
    if (made.length === 0) break;
    ({ findings, around } = await check(shell, paths, options));
  }
  return show(shell, files, findings, options);
}

interface Checked {
  readonly findings: readonly Fault[];
  readonly around: Workspace;
}

async function check(shell: Shell, paths: readonly string[], options: ValidateOptions): Promise<Checked> {
  const findings: Fault[] = [];
  const env = options.envFile === undefined ? undefined : await environment(shell, options.envFile);
  const change = changes(options.set ?? []);
  const around: Workspace = {
    ...openWorkspace(shell.cwd),
    // What runs knows nothing of a description; who writes the manifest sees where the two contradict each other.
    describe: async (path) => (paths.includes(path) ? describedBeside(path, shell.cwd) : undefined),
  };
  /** Identifier of a flow → the file that has it. */
  const flows = new Map<string, string>();
  for (const path of paths) {
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
        if (program && env)
          await program.resolve(
            env,
            findings,
            {},
            { files: () => unusedFiles(shell, path, options.envFile) },
          );
      }
    } catch (error) {
      // One file that cannot be read does not hide what is wrong with the others.
      if (!(error instanceof Fault) || error.exit !== Exit.usage) throw error;
      findings.push(error);
    }
  }
  return { findings: judged(findings, around, paths), around };
}

async function show(
  shell: Shell,
  files: readonly string[],
  findings: readonly Fault[],
  { json, format = json ? "json" : "text" }: ValidateOptions,
): Promise<number> {
  const { redactor, stdout } = shell;
  const fault = asOne(findings);
  const sorted = fault?.details.findings ?? [...findings].sort(byPlace);
  if (format === "github") {
    const { githubText } = await import("../report/findings/github.js");
    stdout.write(githubText(sorted, redactor.mask));
  } else if (format === "sarif") {
    const { sarifLog } = await import("../report/findings/sarif.js");
    stdout.write(`${JSON.stringify(sarifLog(sorted, redactor.mask))}\n`);
  } else {
    if (fault) {
      const { findingsText } = await import("../report/findings/text.js");
      shell.stderr.write(findingsText(fault, hasColour(shell.stderr, shell.env), redactor.mask));
    }
    if (format === "json") {
      const { findingsJson } = await import("../report/findings/json.js");
      stdout.write(findingsJson(fault, { files }, redactor));
    }
  }
  return fault?.exit ?? Exit.ok;
}

/** All findings as the one fault that stands for them. A file that cannot be read, alone, is that fault itself. */
function asOne(findings: readonly Fault[]): Fault | undefined {
  const [only] = findings;
  if (findings.length === 1 && only && only.details.finding === undefined && !only.details.location)
    return only;
  try {
    throwFindings(findings);
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
