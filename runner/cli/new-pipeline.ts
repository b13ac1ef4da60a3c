/** `sync-runner new pipeline ACTION`: a pipeline file in which every parameter of the action is explained. */
import { existsSync } from "node:fs";
import { appendFile, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { openWorkspace } from "../compile/workspace.js";
import { Fault, throwFindings } from "../faults/fault.js";
import { harmless, plain } from "../faults/render.js";
import { connectorNames, packageRoot } from "../load/folders.js";
import { settingsOf } from "../reference/page.js";
import { starterId, starterPipeline } from "../reference/starter.js";
import { suggest } from "../validate/nearest.js";
import { writeNew } from "./new-file.js";
import { pipelineSchema } from "./pipeline-schema.js";
import { allActions } from "./references.js";
import { projectFolder } from "./settings.js";
import type { Shell } from "./shell.js";
import { quoted } from "./typed.js";

export async function newPipelineCommand(
  shell: Shell,
  action: string,
  { file }: { readonly file?: string },
): Promise<number> {
  const project = projectFolder(shell, file);
  const around = { ...openWorkspace(shell.cwd), project };
  const names = await connectorNames(project);
  const [owner = ""] = action.split(".");
  const findings: Fault[] = [];
  const actions = await allActions(names.includes(owner) ? [owner] : names, around, findings);
  throwFindings(findings);
  const reference = actions.get(action);
  if (!reference) {
    const here = projectFolder(shell);
    if (here !== project && !names.includes(owner) && (await connectorNames(here)).includes(owner))
      throw new Fault(
        "USAGE",
        `${plain(file ?? "")} lies in another project, which has no connector \`${plain(owner)}\``,
        {
          hint: "Name a file inside this project: a pipeline uses the connectors of the project that it lies in.",
        },
      );
    const hint = suggest(action, [...actions.keys()], "Actions");
    throw new Fault("USAGE", `there is no action \`${plain(action)}\``, { hint });
  }
  const path = file === undefined ? undefined : resolve(shell.cwd, file);
  const target = path ?? join(project, "pipelines", `${starterId(reference)}.yaml`);
  const text = harmless(starterPipeline(reference, settingsOf(await pipelineSchema())));
  if (!(await writeNew(target, `${schemaLine(project, target)}${text}`, shell))) {
    const shown = plain(relative(shell.cwd, target));
    throw new Fault("USAGE", `${shown} is there already`, { hint: "Name another file with --file." });
  }
  const variables = namesIn(text);
  await addToExample(join(project, ".env.example"), variables, shell);
  const given = quoted(relative(shell.cwd, target));
  shell.stderr.write(
    `${plain(`it reads from the environment, or from a file with --env-file: ${variables.join(", ")}`)}\n` +
      `${plain(`next: npx sync-runner validate ${given}, then npx sync-runner run ${given} --sandbox`)}\n`,
  );
  return 0;
}

/** The names of the environment that a pipeline reads as it stands. */
function namesIn(text: string): string[] {
  const found = text.matchAll(/^[^#\n]*\$\{ env\.(\w+) \}/gm);
  return [...new Set([...found].map(([, name = ""]) => name))];
}

/** Puts names without values behind those that a `.env.example` has; where a project has no such file, it needs none. */
async function addToExample(path: string, names: readonly string[], shell: Shell): Promise<void> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return;
  const missing = names.filter((name) => !new RegExp(`^#?\\s*${name}=`, "m").test(text));
  if (missing.length === 0) return;
  const start = text === "" || text.endsWith("\n") ? "" : "\n";
  await appendFile(path, `${start}${missing.map((name) => `${name}=\n`).join("")}`);
  shell.stdout.write(`added ${missing.join(", ")} to ${plain(relative(shell.cwd, path))}\n`);
}

/** The first line, by which an editor finds the schema: the project's own, else that of the package. */
function schemaLine(project: string, path: string): string {
  const schema = [project, packageRoot]
    .map((folder) => join(folder, "schemas", "pipeline.schema.json"))
    .find((one) => existsSync(one) && one.startsWith(`${project}${sep}`));
  if (schema === undefined) return "";
  return `# yaml-language-server: $schema=${relative(dirname(path), schema).split(sep).join("/")}\n`;
}
