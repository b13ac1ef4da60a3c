/** The command line: what was typed finds its command, and whatever goes wrong its exit code. */
import { Command, CommanderError, type OutputConfiguration } from "commander";
import { Exit } from "../faults/catalogue.js";
import { machineFault } from "../faults/disk-fault.js";
import { asFault } from "../faults/fault.js";
import { jsonLine } from "../report/json.js";
import { Redactor } from "../report/redact.js";
import type { Action, CommandLine } from "./command-line.js";
import { declare as connectors } from "./commands/connectors.js";
import { declare as explain } from "./commands/explain.js";
import { declare as pipelines } from "./commands/pipelines.js";
import { declare as rejects } from "./commands/rejects.js";
import { declare as sandbox } from "./commands/sandbox.js";
import { declare as started } from "./commands/started.js";
import { declare as state } from "./commands/state.js";
import { declare as test } from "./commands/test.js";
import { exitHelp } from "./exit-codes.js";
import { report } from "./failure.js";
import { argumentSecrets } from "./secrets.js";
import type { ProcessAccess, Shell } from "./shell.js";

/** The commands, in the order of the help. */
const commands = [started, pipelines, explain, test, connectors, state, rejects, sandbox];

/**
 * Runs the command line.
 *
 * @returns the exit code
 * @example const exit = await program({ ...shell, argv: ["validate", "pipelines/a.yaml"] });
 */
export async function program(access: ProcessAccess): Promise<number> {
  const { argv } = access;
  const redactor = new Redactor(argumentSecrets(access));
  const shell: Shell = { ...access, redactor };
  const failed = { command: argv[0] ?? "", json: argv.includes("--json") };
  access.onUncaught?.(async (error) => access.exit(await report(asFault(error), shell, failed)));
  const about = await readAbout();
  let exit: number = Exit.ok;
  const call =
    (load: () => Promise<Action>) =>
    async (...given: unknown[]): Promise<void> => {
      const run = (await load()) as (shell: Shell, ...rest: unknown[]) => Promise<number>;
      exit = await run(shell, ...given.slice(0, -1));
    };
  const top = commandTree(about.description, call, {
    writeOut: (text) => shell.stdout.write(text),
    writeErr: (text) => shell.stderr.write(redactor.mask(text)),
  });
  if (argv.length === 0) {
    shell.stderr.write(top.helpInformation());
    return Exit.usage;
  }
  if (argv[0] === "-V" || argv[0] === "--version") {
    shell.stdout.write(`${about.version}\n`);
    return Exit.ok;
  }
  try {
    await top.parseAsync([...argv], { from: "user" });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return Exit.ok;
      const { command } = failed;
      const said = {
        command,
        ok: false,
        result: null,
        error: { code: "USAGE", message: error.message, exit: Exit.usage },
      };
      if (failed.json) shell.stdout.write(`${jsonLine(said, redactor)}\n`);
      return Exit.usage;
    }
    return report(machineFault(error) ?? asFault(error), shell, failed);
  }
}

/** All commands with their arguments and options; the pages of the reference are written from them. */
export function commandTree(
  description: string,
  call: CommandLine["call"],
  output: OutputConfiguration,
): Command {
  const top = new Command("sync-runner")
    .description(description)
    .exitOverride()
    .showHelpAfterError("(--help shows what there is)")
    .addHelpText("after", exitHelp)
    .configureOutput(output);
  top.option("-V, --version", "print the version");
  const command = (name: string, about: string): Command =>
    top.command(name).description(about).exitOverride().configureOutput(output);
  for (const declare of commands) declare({ command, call });
  for (const group of top.commands) {
    for (const sub of group.commands) sub.exitOverride().configureOutput(output);
  }
  return top;
}

/** What package.json says of this command. */
async function readAbout(): Promise<{ readonly version: string; readonly description: string }> {
  const { readFile } = await import("node:fs/promises");
  const { packageRoot } = await import("../load/folders.js");
  return JSON.parse(await readFile(`${packageRoot}/package.json`, "utf8"));
}
