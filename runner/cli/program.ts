/** The command line: every command with its options. What a command does is loaded when it is called, so that help is instant. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { Exit } from "../faults/catalogue.js";
import { machineFault } from "../faults/disk-fault.js";
import { asFault } from "../faults/fault.js";
import { jsonLine } from "../report/json.js";
import { Redactor } from "../report/redact.js";
import { report } from "./failure.js";
import { argumentSecrets } from "./secrets.js";
import type { ProcessAccess, Shell } from "./shell.js";

/** A command: parsed arguments and options in, exit code out. */
type Action = (shell: Shell, ...rest: never[]) => Promise<number>;

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
  const top = new Command("sync-runner")
    .description(about.description)
    .exitOverride()
    .showHelpAfterError("(--help shows what there is)")
    .configureOutput({
      writeOut: (text) => shell.stdout.write(text),
      writeErr: (text) => shell.stderr.write(redactor.mask(text)),
    });
  top.option("-V, --version", "print the version");

  const command = (name: string, description: string): Command =>
    top
      .command(name)
      .description(description)
      .exitOverride()
      .configureOutput({
        writeOut: (text) => shell.stdout.write(text),
        writeErr: (text) => shell.stderr.write(redactor.mask(text)),
      });

  pipelineCommand(command("run", "Run a pipeline file"))
    .argument("<pipeline>", "the pipeline file, e.g. pipelines/mine.yaml")
    .option("--dry-run", "pull, filter and format, but write nothing (the same as persist: false)")
    .option("--limit <n>", "pull at most n records", atLeastOne)
    .option("--event <file>", "the body of the webhook that starts this run, as JSON")
    .option("--incremental", "read only what changed since the stored token, and store the next")
    .option("--no-incremental", "read everything, whatever the pipeline says")
    .option(
      "--max-drop <percent>",
      "archive nothing when more of the last whole run is gone from the origin",
      percent,
      50,
    )
    .action(call(async () => (await import("./run.js")).runCommand));

  command("validate", "Check pipelines and connector manifests; silent when all is well")
    .argument("<files...>", "pipeline files and connector.yaml files")
    .addOption(set())
    .option("--env-file <file>", "check the values too, with names of the environment from a file")
    .addOption(json())
    .action(call(async () => (await import("./validate.js")).validateCommand));

  command("connectors", "List the connectors, or show one in full")
    .argument("[name]", "a connector")
    .addOption(json())
    .action(call(async () => (await import("./connectors.js")).connectorsCommand));

  command("docs", "Write the reference pages of the connectors beside their manifests")
    .argument("[connectors...]", "connectors (default: all in connectors/ of the project)")
    .option("--check", "write nothing; exit 2 when a page is not up to date")
    .action(call(async () => (await import("./docs.js")).docsCommand));

  const state = command("state", "Look at and change what is stored of a workflow_id");
  flowCommand(state.command("show").description("Show the scopes with their tokens"))
    .argument("[workflow_id]", "a workflow_id or its pipeline file; all when left out")
    .addOption(json())
    .action(call(async () => (await import("./state.js")).showCommand));
  flowCommand(state.command("set").description("Set the token of a scope by hand"))
    .argument("<workflow_id>", "a workflow_id or its pipeline file")
    .argument("<token>")
    .option("--scope <id>", "the scope that is meant, where there are several")
    .action(call(async () => (await import("./state.js")).setCommand));
  flowCommand(state.command("reset").description("Forget tokens: the next incremental run reads everything"))
    .argument("<workflow_id>", "a workflow_id or its pipeline file")
    .option("--scope <id>", "only this scope")
    .action(call(async () => (await import("./state.js")).resetCommand));
  flowCommand(
    state.command("accept").description("Go on with a store that was emptied, replaced or put back"),
  )
    .argument("<workflow_id>", "a workflow_id or its pipeline file")
    .action(call(async () => (await import("./state.js")).acceptCommand));

  const ledger = command(
    "ledger",
    "What is remembered of items that were sent to targets that cannot be asked",
  );
  flowCommand(ledger.command("list").description("List the items"))
    .argument("<workflow_id>", "a workflow_id or its pipeline file")
    .addOption(json())
    .action(call(async () => (await import("./ledger.js")).listCommand));
  flowCommand(
    ledger.command("forget").description("Forget items: they are sent again when the origin lists them"),
  )
    .argument("<workflow_id>", "a workflow_id or its pipeline file")
    .option("--key <key>", "an item with this key; can be repeated", collect)
    .option("--all", "every item")
    .action(call(async () => (await import("./ledger.js")).forgetCommand));

  const rejects = command("rejects", "Look at, replay and remove rejected records");
  flowCommand(rejects.command("list").description("Count the open rejects by message and key"))
    .argument("[workflow_id]", "a workflow_id or its pipeline file; all when left out")
    .addOption(json())
    .action(call(async () => (await import("./rejects.js")).listCommand));
  flowCommand(rejects.command("show").description("Show rejects with their records"))
    .argument("<workflow_id>", "a workflow_id or its pipeline file; with the file its credentials are masked")
    .argument("[key]", "only rejects with this key")
    .addOption(json())
    .action(call(async () => (await import("./rejects.js")).showCommand));
  pipelineCommand(rejects.command("replay").description("Push the rejected records of a pipeline once more"))
    .argument("<pipeline>", "the pipeline file they came from")
    .option("--key <key>", "only the reject with this key, whatever its outcome; can be repeated", collect)
    .option("--unknown", "also those of which it is not known whether they were written")
    .action(call(async () => (await import("./replay.js")).replayCommand));
  flowCommand(rejects.command("drop").description("Remove rejects for good, with all that is kept of them"))
    .argument("<workflow_id>", "a workflow_id or its pipeline file")
    .option("--key <key>", "a reject with this key; can be repeated", collect)
    .option("--all", "every reject")
    .action(call(async () => (await import("./rejects.js")).dropCommand));
  flowCommand(
    rejects.command("export").description("Write rejects with their records to a new file, as JSON Lines"),
  )
    .argument("<workflow_id>", "a workflow_id or its pipeline file")
    .argument("<file>")
    .option("--key <key>", "only rejects with this key; can be repeated", collect)
    .action(call(async () => (await import("./rejects.js")).exportCommand));

  command("sandbox", "Serve the simulated systems until interrupted")
    .option("--port <n>", "port on 127.0.0.1", wholeNumber, 4400)
    .option("--seed <n>", "another seed makes other people", wholeNumber, 1)
    .option("--candidates <n>", "how many candidates there are", wholeNumber, 300)
    .option("--latency <ms>", "delay of every answer in milliseconds", wholeNumber, 0)
    .option("--faults <list>", "faults to inject, e.g. 429:0.05,reset:0.01")
    .option("--memory", "keep nothing on disk")
    .option("--no-rate-limit", "answer as many requests as come")
    .action(call(async () => (await import("./sandbox.js")).sandboxCommand));

  for (const group of [state, ledger, rejects]) {
    for (const sub of group.commands) sub.exitOverride().configureOutput(group.configureOutput());
  }
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

/** The options of every command that runs a pipeline. */
function pipelineCommand(command: Command): Command {
  return command
    .option("--concurrency <n>", "items that are pushed at a time", positive, 16)
    .option("--retries <n>", "extra attempts of a request that failed for a while", wholeNumber, 5)
    .option("--no-rate-limit", "do not hold back requests (an answer 429 is obeyed all the same)")
    .option(
      "--timeout <seconds>",
      "how long a system may be silent; the whole of an answer may take ten times as long",
      atLeastOne,
      30,
    )
    .option("--max-rejects <percent>", "stop when more of at least 100 records is rejected", percent, 50)
    .addOption(set())
    .option("--env-file <file>", "read names of the environment from a file")
    .option(
      "--store <url>",
      "where the state is kept (default: SYNC_RUNNER_STORE, else sqlite:.sync-runner/state.db in the project)",
    )
    .option(
      "--lease <seconds>",
      "how long a run that has frozen, or died on another machine, keeps its lock",
      atLeastOne,
      30,
    )
    .option(
      "--sandbox",
      "use simulated systems on this machine instead of the real ones, with a state of their own",
    )
    .option("--endpoint <host=url>", "send requests for a host to this URL instead; can be repeated", collect)
    .option("--allow-host <host>", "a host that may have a private address; can be repeated", collect)
    .addOption(
      new Option("--log-level <level>", "how much is logged")
        .choices(["error", "warn", "info", "debug"])
        .default("warn"),
    )
    .option("--log-json", "log JSON lines")
    .addOption(json());
}

/** The options of every command that looks at the state of a flow. */
function flowCommand(command: Command): Command {
  return command
    .option("--store <url>", "the store (default: SYNC_RUNNER_STORE, else sqlite:.sync-runner/state.db)")
    .option("--env-file <file>", "read names of the environment from a file")
    .option("--sandbox", "the state of sandbox runs");
}

/** `--set`, the same for every command that takes it. */
function set(): Option {
  return new Option(
    "--set <path=value>",
    "set a value of the pipeline, e.g. pull_parameters.sort=-id; can be repeated",
  ).argParser(collect);
}

/** `--json`, the same for every command. */
function json(): Option {
  return new Option("--json", "print one result object on stdout");
}

/** What package.json says of this command. */
async function readAbout(): Promise<{ readonly version: string; readonly description: string }> {
  const { readFile } = await import("node:fs/promises");
  const { packageRoot } = await import("../load/folders.js");
  return JSON.parse(await readFile(`${packageRoot}/package.json`, "utf8"));
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

function atLeastOne(text: string): number {
  const number = wholeNumber(text);
  if (number < 1) throw new InvalidArgumentError("It must be at least 1.");
  return number;
}

function percent(text: string): number {
  const number = wholeNumber(text);
  if (number > 100) throw new InvalidArgumentError("It must be a whole number from 0 to 100.");
  return number;
}

function positive(text: string): number {
  const number = wholeNumber(text);
  if (number < 1 || number > 1000) throw new InvalidArgumentError("It must be a number from 1 to 1000.");
  return number;
}

function collect(value: string, all: readonly string[] = []): string[] {
  return [...all, value];
}
