/** `connectors` and `docs`. */

import type { CommandLine } from "../command-line.js";
import { json } from "../options.js";

/** Adds the commands. */
export function declare({ command, call }: CommandLine): void {
  command("connectors", "List the connectors, or show one in full")
    .argument("[name]", "a connector")
    .addOption(json())
    .action(call(async () => (await import("../connectors.js")).connectorsCommand));

  command("docs", "Write the reference pages of the connectors beside their manifests")
    .argument("[connectors...]", "connectors (default: all in connectors/ of the project)")
    .option("--check", "write nothing; exit 2 when a page is not up to date")
    .action(call(async () => (await import("../docs.js")).docsCommand));
}
