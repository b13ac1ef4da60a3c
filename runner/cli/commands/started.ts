/** `init`, `new` and `schema`. */

import type { CommandLine } from "../command-line.js";

/** Adds the commands. */
export function declare({ command, call }: CommandLine): void {
  command("init", "Make a folder a project: pipelines, .gitignore, a workflow, the settings of an editor")
    .argument("[dir]", "the folder (default: the current one); a file that is there is left as it is")
    .action(call(async () => (await import("../init.js")).initCommand));

  const fresh = command("new", "Write a pipeline or a connector to begin with");
  fresh
    .command("pipeline")
    .description("Write a pipeline file with every parameter of an action explained")
    .argument("<action>", "the action, e.g. acme.create_profiles; `connectors` lists them")
    .option("--file <file>", "where to write it (default: pipelines/<action>.yaml in the project)")
    .action(call(async () => (await import("../new-pipeline.js")).newPipelineCommand));
  fresh
    .command("connector")
    .description("Copy the template of a connector to connectors/<name> of the project")
    .argument("<name>", "its name, e.g. acme")
    .action(call(async () => (await import("../new-connector.js")).newConnectorCommand));

  command("schema", "Write the JSON Schema of pipeline files for an editor, with your own connectors")
    .argument("[file]", "where to write it (default: schemas/pipeline.schema.json in the project)")
    .option("--check", "write nothing; exit 2 when the file is not up to date")
    .action(call(async () => (await import("../schema.js")).schemaCommand));
}
