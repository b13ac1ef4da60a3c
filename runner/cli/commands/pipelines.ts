/** `run`, `why`, `check`, `login` and `validate`. */

import type { CommandLine } from "../command-line.js";
import {
  askingCommand,
  atLeastOne,
  format,
  json,
  percent,
  pipelineCommand,
  previewCount,
  set,
} from "../options.js";

/** Adds the commands. */
export function declare({ command, call }: CommandLine): void {
  pipelineCommand(command("run", "Run a pipeline file"))
    .argument("<pipeline>", "the pipeline file, e.g. pipelines/mine.yaml")
    .option("--dry-run", "pull, filter and format, but write nothing (the same as persist: false)")
    .option(
      "--preview [n]",
      "show the first n records (3) as pulled, after each logic and as items, and their requests; nothing is written",
      previewCount,
    )
    .option("--items <file>", "of a dry run: write the items to a file, or - for stdout, as JSON Lines")
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
    .option(
      "--trace <file>",
      "write every request and answer to a file for you alone: JSON Lines, or HAR when its name ends in .har",
    )
    .action(call(async () => (await import("../run.js")).runCommand));

  askingCommand(command("why", "Say where a record of a pipeline is, and why; nothing is changed"))
    .argument("<key>", "the key of the record at the origin")
    .argument("<pipeline>", "the pipeline file")
    .action(call(async () => (await import("../why.js")).whyCommand));

  askingCommand(
    command("check", "Ask the systems whether they are there and take the credentials; nothing is changed"),
  )
    .argument("<what>", "a pipeline file, or a connector, whose credentials are then names like ACME_TOKEN")
    .action(call(async () => (await import("../check.js")).checkCommand));

  askingCommand(
    command(
      "login",
      "Log in once in a browser, where the log-in of a system wants a person; runs go on from what is kept",
    ),
  )
    .argument(
      "<what>",
      "a pipeline file, or a connector, whose credentials are then names like ACME_CLIENT_ID",
    )
    .option("--no-browser", "print the address, and open no browser")
    .option(
      "--port <n>",
      "the port of this machine that the system sends the browser back to (default: any)",
      atLeastOne,
    )
    .option("--wait <seconds>", "how long the answer is waited for", atLeastOne, 300)
    .action(call(async () => (await import("../login.js")).loginCommand));

  command(
    "validate",
    "Check pipelines, connector manifests, test files and descriptions of simulated systems; silent when all is well",
  )
    .argument("<files...>", "pipeline files, connector.yaml files, test files and sandbox.yaml files")
    .addOption(set())
    .option("--env-file <file>", "check the values too, with names of the environment from a file")
    .option("--fix", "write the right answer into the files, where there is exactly one")
    .addOption(format())
    .addOption(json())
    .action(call(async () => (await import("../validate.js")).validateCommand));
}
