/** `sync-runner new connector NAME`: a connector of the user's own, copied from the template that comes with the package. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { Fault } from "../faults/fault.js";
import { plain } from "../faults/render.js";
import { isConnectorName, packageRoot } from "../load/folders.js";
import { writeNew } from "./new-file.js";
import { projectFolder } from "./settings.js";
import type { Shell } from "./shell.js";

/** What the connector of the template is called. */
const TEMPLATE = "acme";

export async function newConnectorCommand(shell: Shell, name: string): Promise<number> {
  assertName(name);
  const project = projectFolder(shell);
  const folder = join(project, "connectors", name);
  const shown = relative(shell.cwd, folder);
  if (existsSync(folder))
    throw new Fault("USAGE", `${plain(shown)} is there already`, { hint: "Give another name." });
  if (existsSync(join(packageRoot, "connectors", name)))
    throw new Fault(
      "USAGE",
      `\`${name}\` is a connector that is shipped, and actions of others write to it by that name`,
      {
        hint: "Give another name: the template would take its place without what it can do.",
      },
    );
  const from = join(packageRoot, "connectors", "_template");
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    await writeNew(join(folder, relative(from, path)), renamed(await readFile(path, "utf8"), name), shell);
  }
  const manifest = join(shown, "connector.yaml");
  shell.stderr.write(`${plain(`next: edit ${manifest}, then npx sync-runner validate ${manifest}`)}\n`);
  return 0;
}

/** Folders that a package manager, or Windows, has another use for, and a name whose credentials `connector_auth` already is. */
const TAKEN = /^(?:node_modules|connector|con|prn|aux|nul|com\d|lpt\d)$/;

function assertName(name: string): void {
  if (isConnectorName(name) && !TAKEN.test(name)) return;
  const near = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[\d_]+|_+$/g, "");
  const isGood = isConnectorName(near) && !TAKEN.test(near);
  const hint = `A name is small letters, digits and _, and starts with a letter, e.g. ${isGood ? near : "acme"}.`;
  const why = TAKEN.test(name) ? ": the name means something else" : "";
  throw new Fault("USAGE", `\`${plain(name)}\` cannot be the name of a connector${why}`, { hint });
}

/** The text of the template with the name of the connector, as it is written in names, titles and variables. */
function renamed(text: string, name: string): string {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("_", " ")}`;
  return text
    .replaceAll(TEMPLATE, name)
    .replaceAll("Acme", title)
    .replaceAll(TEMPLATE.toUpperCase(), name.toUpperCase());
}
