/** Options that several commands have, and how the text of an option becomes a value. */
import { type Command, InvalidArgumentError, Option } from "commander";

/** The options of every command that asks systems. */
export function askingCommand(command: Command): Command {
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
    .addOption(set())
    .option("--env-file <file>", "read names of the environment from a file")
    .option(
      "--store <url>",
      "where the state is kept (default: SYNC_RUNNER_STORE, else sqlite:.sync-runner/state.db in the project)",
    )
    .option(
      "--sandbox",
      "use simulated systems on this machine instead of the real ones, with a state of their own",
    )
    .option("--endpoint <host=url>", "send requests for a host to this URL instead; can be repeated", collect)
    .option(
      "--files <dir>",
      "the folder whose files are read or written, where an end of the pipeline is files",
    )
    .option("--allow-host <host>", "a host that may have a private address; can be repeated", collect)
    .addOption(json());
}

/** The options of every command that runs a pipeline. */
export function pipelineCommand(command: Command): Command {
  return askingCommand(command)
    .option("--max-rejects <percent>", "stop when more of at least 100 records is rejected", percent, 50)
    .option(
      "--lease <seconds>",
      "how long a run that has frozen, or died on another machine, keeps its lock",
      atLeastOne,
      30,
    )
    .addOption(
      new Option("--log-level <level>", "how much is logged")
        .choices(["error", "warn", "info", "debug"])
        .default("warn"),
    )
    .option("--log-json", "log JSON lines");
}

/** The options of every command that looks at the state of a flow. */
export function flowCommand(command: Command): Command {
  return command
    .option("--store <url>", "the store (default: SYNC_RUNNER_STORE, else sqlite:.sync-runner/state.db)")
    .option("--env-file <file>", "read names of the environment from a file")
    .option("--sandbox", "the state of sandbox runs");
}

/** `--set`, the same for every command that takes it. */
export function set(): Option {
  return new Option(
    "--set <path=value>",
    "set a value of the pipeline, e.g. pull_parameters.sort=-id; can be repeated",
  ).argParser(collect);
}

/** How findings are shown. */
export function format(): Option {
  return new Option("--format <form>", "how findings are shown (default: text)").choices([
    "text",
    "json",
    "github",
    "sarif",
  ]);
}

/** `--json`, the same for every command. */
export function json(): Option {
  return new Option("--json", "print one result object on stdout");
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

export function atLeastOne(text: string): number {
  const number = wholeNumber(text);
  if (number < 1) throw new InvalidArgumentError("It must be at least 1.");
  return number;
}

/** A word behind `--preview` that is no number is most often the pipeline. */
export function previewCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(
    "It must be a whole number of at least 1; put a --preview without one behind the pipeline.",
  );
}

export function percent(text: string): number {
  const number = wholeNumber(text);
  if (number > 100) throw new InvalidArgumentError("It must be a whole number from 0 to 100.");
  return number;
}

export function positive(text: string): number {
  const number = wholeNumber(text);
  if (number < 1 || number > 1000) throw new InvalidArgumentError("It must be a number from 1 to 1000.");
  return number;
}

export function collect(value: string, all: readonly string[] = []): string[] {
  return [...all, value];
}
