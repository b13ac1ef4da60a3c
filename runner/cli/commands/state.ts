/** `state` and `ledger`. */

import type { CommandLine } from "../command-line.js";
import { collect, flowCommand, json } from "../options.js";

/** Adds the commands. */
export function declare({ command, call }: CommandLine): void {
  const state = command("state", "Look at and change what is stored of a workflow_id");
  flowCommand(state.command("show").description("Show the scopes with their tokens"))
    .argument("[workflow_id]", "a workflow_id or its pipeline file; all when left out")
    .addOption(json())
    .action(call(async () => (await import("../state.js")).showCommand));
  flowCommand(state.command("set").description("Set the token of a scope by hand"))
    .argument("<workflow_id>", "a workflow_id or its pipeline file")
    .argument("<token>")
    .option("--scope <id>", "the scope that is meant, where there are several")
    .action(call(async () => (await import("../state.js")).setCommand));
  flowCommand(state.command("reset").description("Forget tokens: the next incremental run reads everything"))
    .argument("<workflow_id>", "a workflow_id or its pipeline file")
    .option("--scope <id>", "only this scope")
    .action(call(async () => (await import("../state.js")).resetCommand));
  flowCommand(
    state.command("accept").description("Go on with a store that was emptied, replaced or put back"),
  )
    .argument("<workflow_id>", "a workflow_id or its pipeline file")
    .action(call(async () => (await import("../state.js")).acceptCommand));

  const ledger = command(
    "ledger",
    "What is remembered of items that were sent to targets that cannot be asked",
  );
  flowCommand(ledger.command("list").description("List the items"))
    .argument("<workflow_id>", "a workflow_id or its pipeline file")
    .addOption(json())
    .action(call(async () => (await import("../ledger.js")).listCommand));
  flowCommand(
    ledger.command("forget").description("Forget items: they are sent again when the origin lists them"),
  )
    .argument("<workflow_id>", "a workflow_id or its pipeline file")
    .option("--key <key>", "an item with this key; can be repeated", collect)
    .option("--all", "every item")
    .action(call(async () => (await import("../ledger.js")).forgetCommand));
}
