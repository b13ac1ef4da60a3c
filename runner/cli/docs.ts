/** `sync-runner docs [connectors…]`: writes the reference page of every action beside the manifest, or checks that it is there. */
import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { validateManifest } from "../compile/manifest.js";
import { openWorkspace, type Project } from "../compile/workspace.js";
import { Fault, throwFindings } from "../faults/fault.js";
import { isConnectorName } from "../load/folders.js";
import { makeFolder } from "../load/make-folder.js";
import type { Fields } from "../reference/fields.js";
import { actionPage, GENERATED } from "../reference/page.js";
import { counted } from "../report/words.js";
import { suggest } from "../validate/nearest.js";
import { pipelineSchema } from "./pipeline-schema.js";
import { actionsOf } from "./references.js";
import { projectFolder } from "./settings.js";
import type { Shell } from "./shell.js";

/** A page as it should be, and as it is; undefined where there should be or is none. */
interface Page {
  readonly path: string;
  readonly connector: string;
  readonly wanted: string | undefined;
  readonly found: string | undefined;
}

export async function docsCommand(
  shell: Shell,
  connectors: readonly string[],
  { check = false }: { readonly check?: boolean },
): Promise<number> {
  const schema = await pipelineSchema();
  const pages: Page[] = [];
  const around = { ...openWorkspace(shell.cwd), project: projectFolder(shell) };
  for (const name of await chosen(around.project, connectors)) {
    const wanted = await wantedPages(name, around, schema);
    pages.push(...(await comparedPages(name, join(around.project, "connectors", name, "docs"), wanted)));
  }
  const stale = pages.filter(({ wanted, found }) => wanted !== found);
  if (check) throwFindings(stale.map((page) => finding(page, shell.cwd)));
  else for (const page of stale) await bringUpToDate(page, shell);
  if (stale.length === 0) shell.stdout.write(`up to date: ${counted(pages.length, "page")}\n`);
  return 0;
}

/** The connectors that are meant: those of the project only, since shipped ones are not the user's to write to. */
async function chosen(project: string, given: readonly string[]): Promise<string[]> {
  const folder = join(project, "connectors");
  const entries = existsSync(folder) ? await readdir(folder) : [];
  const own = entries
    .filter((name) => isConnectorName(name) && existsSync(join(folder, name, "connector.yaml")))
    .sort();
  if (own.length === 0)
    throw new Fault("FILE_NOT_FOUND", "this project has no connectors/<name>/connector.yaml");
  for (const name of given) {
    if (own.includes(name)) continue;
    throw new Fault("USAGE", `this project has no connector \`${name}\` of its own`, {
      hint: suggest(name, own, "Its connectors"),
    });
  }
  return given.length === 0 ? own : own.filter((name) => given.includes(name));
}

/** File name → page. A manifest that is wrong has no pages: they would be wrong, too. */
async function wantedPages(name: string, around: Project, schema: Fields): Promise<Map<string, string>> {
  const findings: Fault[] = [];
  const pages = new Map<string, string>();
  await validateManifest(join(around.project, "connectors", name, "connector.yaml"), around, findings);
  throwFindings(findings);
  for (const reference of await actionsOf(name, around, findings))
    pages.set(`${reference.name}.md`, actionPage(reference, schema));
  return pages;
}

/** The wanted pages with what is on disk, and generated pages that no action wants any more. Pages of people are left alone. */
async function comparedPages(
  connector: string,
  folder: string,
  wanted: ReadonlyMap<string, string>,
): Promise<Page[]> {
  const files = existsSync(folder) ? await readdir(folder) : [];
  const pages: Page[] = [];
  for (const file of new Set([...wanted.keys(), ...files.filter((name) => name.endsWith(".md")).sort()])) {
    const path = join(folder, file);
    const found = files.includes(file) ? await readFile(path, "utf8") : undefined;
    if (!wanted.has(file) && !found?.startsWith(GENERATED)) continue;
    if (found !== undefined && found !== "" && !found.startsWith(GENERATED)) throw written(connector, file);
    pages.push({ path, connector, wanted: wanted.get(file), found });
  }
  return pages;
}

/** What somebody wrote is not replaced by what is generated. */
function written(connector: string, file: string): Fault {
  return new Fault(
    "USAGE",
    `connectors/${connector}/docs/${file} is the page of an action, and somebody wrote it`,
    {
      hint: "Rename it: pages of actions are generated.",
    },
  );
}

function finding({ path, connector, wanted, found }: Page, cwd: string): Fault {
  const file = relative(cwd, path);
  const hint = `Run: npx sync-runner docs ${connector}`;
  if (found === undefined) return new Fault("INVALID", `${file} is missing`, { hint });
  if (wanted === undefined)
    return new Fault("INVALID", `${file} is the page of no action of ${connector}`, { hint });
  return new Fault("INVALID", `${file} is out of date`, { hint });
}

async function bringUpToDate({ path, wanted }: Page, shell: Shell): Promise<void> {
  const file = relative(shell.cwd, path);
  try {
    if (wanted === undefined) await rm(path);
    else {
      await makeFolder(dirname(path));
      await writeFile(path, wanted);
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw new Fault("DISK_FAILED", `${file} cannot be written (${code})`, { cause });
  }
  shell.stdout.write(`${wanted === undefined ? "removed" : "wrote"} ${file}\n`);
}
