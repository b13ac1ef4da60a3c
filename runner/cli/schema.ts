/** `sync-runner schema [file]`: the schema of the pipeline file for an editor, with the connectors of the project and the shipped ones. */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { openWorkspace, type Project } from "../compile/workspace.js";
import { Fault, throwFindings } from "../faults/fault.js";
import { plain } from "../faults/render.js";
import { connectorNames, findManifest, packageRoot } from "../load/folders.js";
import { makeFolder } from "../load/make-folder.js";
import { itemFile, itemKey } from "../reference/editor-item.js";
import { editorSchema } from "../reference/editor-schema.js";
import { endsOf, type Reference } from "../reference/reference.js";
import { refuseForeign } from "../report/replaceable.js";
import { schemaFile } from "../report/results.js";
import { pipelineSchema } from "./pipeline-schema.js";
import { allActions } from "./references.js";
import { projectFolder } from "./settings.js";
import type { Shell } from "./shell.js";

export async function schemaCommand(
  shell: Shell,
  file: string | undefined,
  { check = false }: { readonly check?: boolean },
): Promise<number> {
  const project = projectFolder(shell);
  const schemas = join(project, "schemas");
  const path = file === undefined ? join(schemas, "pipeline.schema.json") : resolve(shell.cwd, file);
  const wanted = new Map([[path, await pipelineSchemaText({ ...openWorkspace(shell.cwd), project })]]);
  // That of manifests is the same for everybody; where a project keeps a copy, it is that of the package it uses now.
  const copy = join(schemas, "connector.schema.json");
  const original = join(packageRoot, "schemas", "connector.schema.json");
  if (file === undefined && existsSync(copy)) wanted.set(copy, await readFile(original, "utf8"));
  // Nothing is written while one of them is not ours to replace.
  if (!check) for (const [one, text] of wanted) refuseForeign(one, schemaFile(text));
  for (const [one, text] of wanted) await bringUpToDate(one, text, check, shell);
  return 0;
}

async function bringUpToDate(path: string, wanted: string, check: boolean, shell: Shell): Promise<void> {
  const shown = plain(relative(shell.cwd, path));
  const found = await readFile(path, "utf8").catch(() => undefined);
  if (found !== wanted && check)
    throw new Fault("INVALID", `${shown} is out of date`, { hint: "Run: npx sync-runner schema" });
  try {
    await makeFolder(dirname(path));
    if (found !== wanted) await writeFile(path, wanted);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Fault("DISK_FAILED", `${shown} cannot be written (${code})`, { cause });
  }
  shell.stdout.write(`${found === wanted ? "up to date:" : "wrote"} ${shown}\n`);
}

/** The text of the schema for the connectors that a project can use. */
export async function pipelineSchemaText(around: Project): Promise<string> {
  const findings: Fault[] = [];
  const actions = await allActions(await connectorNames(around.project), around, findings);
  throwFindings(findings);
  const items = await itemSchemas(actions.values(), around.project);
  return `${JSON.stringify(editorSchema(await pipelineSchema(), actions, items), null, 1)}\n`;
}

/** The schemas of the items that these actions write, by their key. */
async function itemSchemas(actions: Iterable<Reference>, project: string): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const reference of actions) {
    const [key, file] = [itemKey(reference), itemFile(reference)];
    const manifest = findManifest(endsOf(reference).target.name, project);
    if (key === undefined || file === undefined || manifest === undefined || found.has(key)) continue;
    // The manifest was compiled before, and a schema that cannot be read was told there.
    found.set(key, JSON.parse(await readFile(join(dirname(manifest), file), "utf8")));
  }
  return found;
}
